import type { Platform } from '../platform.js';
/** Tealium's profile API (version 3): the two extensions as bodies of a PATCH. */
export declare const tealiumApi: Platform<'tealium-api'>;
