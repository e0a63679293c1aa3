import type { Reading } from '../eventScript.js';
/**
 * Reads the page, then the data layer from its end. A form or another element of that id is no value, and leads to none:
 * beside `<div id="order">` each `order.id` would be "order". What `document` leads to is one. A function is none either,
 * nor is an empty text, as `name` and `status` are on each page; a step that is `null` ends the search, as it does in Tag
 * Manager.
 */
export declare const PAGE_READING: Reading;
