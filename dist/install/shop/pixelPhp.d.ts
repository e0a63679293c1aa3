import type { Job } from '../platform.js';
/** Where in a shop a pixel fires: on each page, where an order is confirmed, in the check-out, where its owner says. */
export type ShopPlace = 'page' | 'order' | 'checkout' | 'cart' | 'placed';
/**
 * The place of a pixel's event.
 * @param more places that only this shop's module has
 */
export declare const shopPlace: ({ call: { command, type } }: Job, more?: {
    [conversionType: string]: ShopPlace;
}) => ShopPlace;
/**
 * A pixel as a file of PHP that gives it back.
 * @param known a constant that only the platform defines, so that nobody runs the file by its address
 * @param more other expressions of PHP by name
 */
export declare const pixelPhp: (job: Job, known: string, place?: ShopPlace, more?: {
    [name: string]: string;
}) => string;
/** A pixel's id as part of a file's name. */
export declare const pixelName: (job: Job) => string;
/**
 * How PHP writes a value into a script, safe in HTML as well. What no JSON can say (infinity, a file, a circle) costs itself: without
 * the last flag there is no text at all, and a script that is none.
 */
export declare const JSON_FLAGS = "JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_APOS | JSON_HEX_QUOT | JSON_INVALID_UTF8_SUBSTITUTE | JSON_PARTIAL_OUTPUT_ON_ERROR";
