import type { Generate } from './generate.js';
/** Tealium's profile API (version 3): the two extensions as bodies of a PATCH. */
export declare const tealiumApiCode: Generate;
