import type { Job, Platform } from '../platform.js';
/** The base code in a Custom HTML tag. */
export declare const gtmBase: ({ settings }: Job) => string;
/** The event code in a Custom HTML tag. */
export declare const gtmEvent: ({ call, settings }: Job) => string;
/** Tag Manager by hand: two Custom HTML tags. */
export declare const gtm: Platform<'gtm'>;
