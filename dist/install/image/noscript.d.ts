import type { Platform } from '../platform.js';
/** For browsers without scripts: an image in the body. */
export declare const noscript: Platform<'noscript'>;
