import type { Platform } from '../platform.js';
/** Wix: the code of a plain page, and where that builder takes it. */
export declare const wix: Platform<'wix'>;
