import { encodeText } from "./encodeText.js";
/** A shorter value stays whole or goes: an order id or a sku cut in two is a wrong one. */
const SHORTEST_CUT = 100;
/**
 * The order in which pairs get a place, each group as it stands but for what is long, the shortest of which goes first:
 * ids, times, context and properties; items of lists; what is long; context that a beacon can do without. What
 * attribution reads (`context.campaign`, `context.page.url`) is none of that, nor is context that has no name here.
 */
const rank = (pair) => {
    if (/^context\.(page\.(referrer|search|title)|screen|timezone|locale|traits|userAgent)[.=]/.test(pair))
        return 1e9;
    return pair[999] ? pair.length : +/^properties\.([^=]*\.)?\d+[.=]/.test(pair);
};
/** Says that a beacon was cut. At its end: some blockers judge a URL by what its query begins with. */
const MARK = '&context.truncated=true';
/**
 * Makes a URL that is too long fit: the longest pairs of its query lose their ends, or have no place at all.
 * @param maxLength most characters it may have; room for the write key and `MARK` at least
 */
export function fitUrl(whole, maxLength) {
    const [path, ...pairs] = whole.split(/[?&]/);
    let url = path + '?';
    pairs
        .sort((a, b) => rank(a) - rank(b))
        .map(pair => {
        const [path, text] = pair.split('=');
        const room = maxLength - MARK.length - url.length;
        for (let value = decodeURIComponent(text); pair.length >= room;) {
            value = value.slice(0, value.length * 0.9);
            if (!value[SHORTEST_CUT - 1])
                return;
            pair = path + '=' + encodeText(value);
        }
        url += pair + '&';
    });
    return url.slice(0, -1) + MARK;
}
