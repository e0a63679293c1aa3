import type { Platform } from '../platform.js';
/** Tag Manager in one step: a container to import, with both tags, the trigger and the variables. */
export declare const gtmContainer: Platform<'gtm-container'>;
