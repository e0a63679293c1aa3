import type { Variables } from '../platform.js';
/** The variables of Tealium's data layer. */
export declare const TEALIUM_VARIABLES: Variables;
