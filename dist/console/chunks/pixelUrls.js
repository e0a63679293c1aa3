import { collectorPath } from '../main.js';

/** The address of one of the collector's pixels, with what it is told. */
function pixelUrl(pixel, query, base = location.origin + collectorPath()) {
    const told = Object.entries(query).map(([name, value]) => [name, String(value)]);
    return `${base}/${pixel}?${new URLSearchParams(told)}`;
}
/** The same as an image of a page. */
const imageCode = (url) => `<img src="${escaped(url)}" width="1" height="1" alt="" style="display:none">`;
/** The same as a script of a page. */
const scriptCode = (url) => `<script async src="${escaped(url)}"></script>`;
const escaped = (url) => url.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

export { imageCode, pixelUrl, scriptCode };
