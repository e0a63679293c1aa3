import { scriptLiteral } from "./escape.js";
import { viewAtLoad } from "./oneView.js";
import { STUB_TEXT } from "./stubText.js";
/** The options of `init`. */
export const initOptions = ({ endpoint, options = { autoPage: true } }) => endpoint ? { ...options, endpoint } : options;
/** ES5 that loads the tag once and gives it its write key. */
export function baseScript(settings) {
    const { writeKey, scriptUrl, globalName = 'tgp', integrity, viewByPixel } = settings;
    const init = ['init', writeKey, initOptions(settings)].map(scriptLiteral).join(',');
    const stub = integrity ? checkedStub(integrity) : STUB_TEXT;
    const start = `${stub}(window,document,${scriptLiteral(globalName)},${scriptLiteral(scriptUrl)})(${init});`;
    return viewByPixel
        ? `${start}\n${viewAtLoad(`(window.${globalName} || 0).tgp === 1 && window.${globalName}`, writeKey)}`
        : start;
}
/**
 * The stub, its script checked against a hash. Most pages have none, and a parameter for it would take the stub past
 * its budget: so the text of the one assignment is put into the stub's.
 */
const checkedStub = (integrity) => STUB_TEXT.replace(/(\w+)\.nonce=/, (rest, script) => `${script}.integrity=${scriptLiteral(integrity)},${script}.crossOrigin="anonymous",${rest}`);
