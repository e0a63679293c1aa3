import type { Generate } from './generate.js';
/** A site with a bundler: the tag as a package. */
export declare const npmCode: Generate;
