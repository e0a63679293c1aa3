import type { Job, Platform } from '../platform.js';
/** The base code as an extension. */
export declare const extensionBase: ({ settings }: Job) => string;
/** The event code as an extension. */
export declare const extensionEvent: ({ call, settings }: Job) => string;
/** Tealium by hand: two JavaScript Code extensions, which run with `a` (view or link) and `b` (the data). */
export declare const tealium: Platform<'tealium'>;
