import { baseScript } from "../baseScript.js";
import { scriptLiteral } from "../escape.js";
import { eventScript, fireFrom } from "../eventScript.js";
import { pathSteps } from "../path.js";
import { variablesOf } from "../pixelCall.js";
/**
 * Adobe Experience Platform Tags (Launch): two rules, each with an action "Custom Code" of the Core extension. Such
 * code is a function of `event`, and in it a data element's name between two percent signs is replaced.
 */
export const adobe = {
    name: 'adobe-tags',
    language: 'javascript',
    variables: {
        problem: name => pathSteps(name).includes('__proto__') ? 'has __proto__ in it, which is no value' : undefined,
        source: ({ value }) => `a data element with this name; without one, detail.${value} of the direct call: _satellite.track("…", detail)`,
    },
    base: ({ settings }) => withoutTokens(baseScript(settings)),
    event: ({ call, settings }) => withoutTokens(eventScript(call, fireFrom(settings.globalName), READING)),
    notes: ({ call, settings }) => [
        `Rules > Create New Rule "${settings.globalName} base". Event: Core, Library Loaded (Page Top), Order 1. Action: Core, Custom Code, Language JavaScript, "Execute globally" off: Open Editor, paste the base code.`,
        `Rules > Create New Rule. Event: Core, ${call.type
            ? `Direct Call, Identifier "${call.type.trim()}": the site calls _satellite.track("${call.type.trim()}", {…}) where it happens`
            : 'DOM Ready: it is the page view, so the base code makes none by itself'}. Action: Core, Custom Code, Language JavaScript, "Execute globally" off: paste the event code.`,
        ...(variablesOf(call).length
            ? [
                'Data Elements: make those that are listed, under exactly these names, or give their values as the detail.',
            ]
            : []),
        'A page with a Content-Security-Policy: the Core extension has a field for the nonce, which its custom code gets.',
        'Publishing Flow: add both rules to a library, build it for Development, look, then publish.',
    ],
};
const READING = {
    expression: ({ value }) => `_satellite.getVar(${scriptLiteral(value)}, event)`,
    columns: ({ value }) => [scriptLiteral(pathSteps(value))],
    locals: ', path, k',
    statements: [
        'path = row[3];',
        'if (path && value == null) {',
        '  value = event && event.detail;',
        '  for (k = 0; path.length > k && value != null; k++) {',
        '    value = Object.prototype.hasOwnProperty.call(value, path[k]) ? value[path[k]] : undefined;',
        '  }',
        '}',
    ],
};
/** Percent signs stand in texts alone here, and there this is the same character. */
const withoutTokens = (code) => code.replace(/%/g, '\\u0025');
