/**
 * The order in which pairs get a place, each group as it stands but for what is long, the shortest of which goes first:
 * ids, times, context and properties; items of lists; what is long; context that a beacon can do without. What
 * attribution reads (`context.campaign`, `context.page.url`) is none of that, nor is context that has no name here.
 */
const rank = (pair) => /^context\.(screen|timezone|locale|traits|userAgent)[.=]/.test(pair)
    ? 1e9
    : pair[999]
        ? pair.length
        : +/^[^=]*\.\d+[.=]/.test(pair);
/** Says that a beacon was cut. At its end: some blockers judge a URL by what its query begins with. */
const MARK = '&context.truncated=true';
/**
 * Makes a URL that is too long fit: some pairs of its query have no place in it. None is cut in two, for half an id, an
 * address or a text is a wrong one.
 * @param maxLength most characters it may have; room for the write key and `MARK` at least
 */
export function fitUrl(whole, maxLength) {
    const [path, ...pairs] = whole.split(/[?&]/);
    let url = path + '?';
    pairs
        .sort((a, b) => rank(a) - rank(b))
        .map(pair => {
        if (!(url + pair)[maxLength - MARK.length])
            url += pair + '&';
    });
    return url.slice(0, -1) + MARK;
}
