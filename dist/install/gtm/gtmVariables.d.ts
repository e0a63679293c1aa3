import type { Variables } from '../platform.js';
/** The variables of Tag Manager, by their names. */
export declare const GTM_VARIABLES: Variables;
