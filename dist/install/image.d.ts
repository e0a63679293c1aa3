import type { Generate } from './generate.js';
/** For browsers without scripts: an image in the body. */
export declare const noscriptCode: Generate;
/** For e-mail: an open pixel. */
export declare const emailCode: Generate;
