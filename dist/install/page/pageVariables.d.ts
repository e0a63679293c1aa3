import type { Variables } from '../platform.js';
/** The variables of a page: paths in it, or in its data layer. */
export declare const PAGE_VARIABLES: Variables;
