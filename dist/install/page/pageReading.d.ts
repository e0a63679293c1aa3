import type { Reading } from '../eventScript.js';
/**
 * Reads the page, then the data layer from its end. What a page has by an element's id is no value, and leads to none: beside
 * `<div id="order">` each `order.id` would be "order". Where the data layer has nothing, what leads through an element that is
 * a variable of the page's own counts, and so does a field's `value`. A function is no value, nor is an empty text, as `name` and `status` are on each page; a
 * step that is `null` ends the search, as it does in Tag Manager.
 */
export declare const PAGE_READING: Reading;
