import type { Platform } from '../platform.js';
/** Squarespace: the code of a plain page, and where that builder takes it. */
export declare const squarespace: Platform<'squarespace'>;
