import { baseScript } from "../baseScript.js";
import { endpointOf } from "../endpoint.js";
import { phpString } from "../wordpress/phpString.js";
// Texts that stand for what the shop's settings hold. Nothing else of a base code has them.
const place = (name) => `\u0001${name}`;
const PLACES = /"\\u0001(key|url|collector)"/;
/** The base code as an expression of PHP, with what the shop's settings hold. */
export function basePhp({ settings }, php) {
    const script = baseScript({
        ...settings,
        writeKey: place('key'),
        scriptUrl: place('url'),
        endpoint: settings.endpoint && place('collector'),
    });
    const isPlace = (at) => at % 2 === 1;
    return script
        .split(PLACES)
        .map((text, at) => (isPlace(at) ? php[text] : phpString(text)))
        .join(' . ');
}
/** The collector as the settings have it at first; `/` for the shop's own site. */
export const firstCollector = ({ settings }) => endpointOf(settings) || '/';
/**
 * The script's URL as an expression of PHP: below the collector of the settings, or where the script is none of its own,
 * as it is. The tag's own path is that of one write key: the script of another one is where every tag's is.
 * @param key gives the write key
 * @param collector gives the collector, without a slash at its end
 */
export function scriptUrlPhp({ settings }, key, collector) {
    const { scriptUrl, writeKey } = settings;
    const endpoint = endpointOf(settings);
    const isCollectors = scriptUrl.startsWith(`${endpoint}/`);
    const url = isCollectors ? scriptUrl.slice(endpoint.length) : scriptUrl;
    const from = isCollectors ? `${collector} . ` : '';
    const [folder, ...rest] = url.split(`/${encodeURIComponent(writeKey)}.js`);
    if (!rest.length)
        return from + phpString(url);
    const inFolder = (name) => `${phpString(`${name}/`)} . rawurlencode(${key}) . ${phpString(`.js${rest.join('')}`)}`;
    const isOwnPath = isCollectors && /^\/[^/]+$/.test(folder) && folder !== '/tgp';
    if (!isOwnPath)
        return from + inFolder(folder);
    return `${from}(${key} === ${phpString(writeKey)} ? ${phpString(url)} : ${inFolder('/tgp')})`;
}
