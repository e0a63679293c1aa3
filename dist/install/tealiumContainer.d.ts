import type { Generate } from './generate.js';
/** Tealium's Custom Container: a tag of its own, with load rules and mappings. */
export declare const tealiumContainerCode: Generate;
