import type { Platform } from '../platform.js';
/** Webflow: the code of a plain page, and where that builder takes it. */
export declare const webflow: Platform<'webflow'>;
