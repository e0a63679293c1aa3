import { baseScript } from "../baseScript.js";
import { scriptLiteral } from "../escape.js";
import { phpString } from "../wordpress/phpString.js";
// Texts that stand for what the shop's settings hold. Nothing else of a base code has them.
const URL_PLACE = '/\u0001url';
const KEY_PLACE = '\u0001key';
/**
 * The base code as an expression of PHP, whose write key and script URL are expressions too.
 * @param key gives the write key as JSON
 * @param url gives the script's URL as JSON
 */
export function basePhp({ settings }, key, url) {
    const script = baseScript({ ...settings, writeKey: KEY_PLACE, scriptUrl: URL_PLACE });
    const written = (text) => text.split(scriptLiteral(KEY_PLACE)).map(phpString).join(` . ${key} . `);
    return script.split(scriptLiteral(URL_PLACE)).map(written).join(` . ${url} . `);
}
/** The script's URL in two parts: the collector's, and a path in which `{key}` stands for the write key. */
export function scriptParts({ settings: { scriptUrl, writeKey } }) {
    const [, collector = '', path = ''] = /^(https?:\/\/[^/]+)?(.*)$/s.exec(scriptUrl);
    const named = encodeURIComponent(writeKey);
    return { collector, path: path.replace(`/${named}.js`, '/{key}.js') };
}
