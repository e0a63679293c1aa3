import { baseScript } from "./baseScript.js";
import { endpointOf, originOf } from "./endpoint.js";
import { attributeText, scriptLiteral } from "./escape.js";
import { eventScript } from "./eventScript.js";
import { ONCE } from "./generate.js";
import { pathExpression, pathSteps } from "./path.js";
/** The base code for a plain page: what a site owner pastes into the head of every page. */
export function javascript(settings) {
    const origin = settings.preconnect && originOf(endpointOf(settings));
    const link = origin ? `<link rel="preconnect" href="${attributeText(origin)}" crossorigin>\n` : '';
    return link + scriptElement(baseScript(settings), settings);
}
/** A plain page: the base code in its head, the event's code where the event has happened. */
export const javascriptCode = ({ call, settings }) => ({
    language: 'html',
    base_code: javascript(settings),
    event_code: scriptElement(eventScript(call, fireFrom(settings.globalName), PAGE_READING), settings),
    notes: [
        `Paste the base code into the <head>, before other scripts. ${ONCE}`,
        call.command === 'page'
            ? 'Paste the event code after it: it is the page view, so the base code makes none by itself.'
            : 'Put the event code on the page that confirms the event, or run what is inside its <script> when it happens.',
    ],
});
/** What comes before the arguments of a call, where the base code may not have run. */
export const fireFrom = (globalName) => `if (window.${globalName}) window.${globalName}`;
const scriptElement = (code, { nonce }) => `<script${nonce ? ` nonce="${attributeText(nonce)}"` : ''}>\n${code}\n</script>`;
/**
 * Reads the page, then the data layer from its end. A form or another element of that id is no value; a step that
 * is `null` ends the search, as it does in Tag Manager.
 */
export const PAGE_READING = {
    // A function outside of ours: our names do not hide the page's, and what the page declares with `const` counts too.
    expression: ({ value }) => `function () { return ${pathExpression(value)}; }`,
    columns: ({ value }) => [scriptLiteral(pathSteps(value))],
    locals: ', layer = window.dataLayer, path, n, k',
    statements: [
        'path = row[3];',
        'if (path) {',
        '  try {',
        '    value = value();',
        '    if (value && value.nodeType) value = undefined;',
        '  } catch (e) { value = undefined; }',
        '  for (n = (layer && layer.length) || 0; value === undefined && n--; ) {',
        '    value = layer[n];',
        '    for (k = 0; k < path.length && value != null; k++) {',
        '      value = Object.prototype.hasOwnProperty.call(value, path[k]) ? value[path[k]] : undefined;',
        '    }',
        '  }',
        '}',
    ],
};
