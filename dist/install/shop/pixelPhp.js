import { phpString } from "../wordpress/phpString.js";
import { shopEvent } from "./shopEvent.js";
const PLACES = {
    purchase: 'order',
    begin_checkout: 'checkout',
    initiate_checkout: 'checkout',
};
/**
 * The place of a pixel's event.
 * @param more places that only this shop's module has
 */
export const shopPlace = ({ call: { command, type } }, more = {}) => {
    if (command === 'page')
        return 'page';
    return new Map(Object.entries({ ...PLACES, ...more })).get(type) ?? 'placed';
};
/**
 * A pixel as a file of PHP that gives it back.
 * @param known a constant that only the platform defines, so that nobody runs the file by its address
 * @param more other expressions of PHP by name
 */
export const pixelPhp = (job, known, place = shopPlace(job), more = {}) => `<?php
if (!defined('${known}')) {
    exit;
}
return array(
    'id' => ${phpString(job.call.id)},
    'place' => '${place}',
${Object.entries(more)
    .map(([name, php]) => `    '${name}' => ${php},\n`)
    .join('')}    'script' => ${phpString(shopEvent(job))},
);
`;
/** A pixel's id as part of a file's name. */
export const pixelName = (job) => job.call.id.toLowerCase().replace(/[^a-z0-9_]/g, '_');
/**
 * How PHP writes a value into a script, safe in HTML as well. What no JSON can say (infinity, a file, a circle) costs itself: without
 * the last flag there is no text at all, and a script that is none.
 */
export const JSON_FLAGS = 'JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_APOS | JSON_HEX_QUOT | JSON_INVALID_UTF8_SUBSTITUTE | JSON_PARTIAL_OUTPUT_ON_ERROR';
