import type { Reading } from '../eventScript.js';
/**
 * Reads the page, then the data layer from its end. A form or another element of that id is no value; a step that
 * is `null` ends the search, as it does in Tag Manager.
 */
export declare const PAGE_READING: Reading;
