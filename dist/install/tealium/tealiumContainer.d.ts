import type { Platform } from '../platform.js';
/** Tealium's Custom Container: a tag of its own, with load rules and mappings. */
export declare const tealiumContainer: Platform<'tealium-container'>;
