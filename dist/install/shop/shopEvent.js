import { scriptLiteral } from "../escape.js";
import { eventScript, fireFrom } from "../eventScript.js";
import { pathSteps } from "../path.js";
/**
 * A pixel as a JavaScript function of `data` and of the write key, which a shop's own code calls with what it knows of an
 * order and with the key of its settings. Its texts hold for a script element of a page.
 */
export function shopEvent({ call, settings }) {
    const script = eventScript(call, fireFrom(settings.globalName), {
        expression: () => 'data',
        columns: ({ value }) => [scriptLiteral(pathSteps(value))],
        locals: ', path, k',
        statements: [
            'path = row[3];',
            'for (k = 0; path && path.length > k && value != null; k++) {',
            '  value = Object.prototype.hasOwnProperty.call(value, path[k]) ? value[path[k]] : undefined;',
            '}',
        ],
        order: 'data.order_id',
        writeKey: 'writeKey',
    });
    // A module that is older than this file gives no key.
    const key = `writeKey = writeKey || ${scriptLiteral(settings.writeKey)};`;
    return `function (data, writeKey) {\n${key}\n${script}\n}`;
}
