import { initOptions } from "./baseScript.js";
import { endpointOf } from "./endpoint.js";
import { scriptLiteral } from "./escape.js";
import { eventScript } from "./eventScript.js";
import { PAGE_READING } from "./javascript.js";
/** A site with a bundler: the tag as a package. */
export const npmCode = ({ call, settings }) => {
    // No script element tells the tag where its collector is.
    const init = ['init', settings.writeKey, initOptions({ ...settings, endpoint: endpointOf(settings) })];
    const inModule = (code) => `import { tgp } from 'tgp';\n\n${code}\n`;
    return {
        language: 'javascript',
        base_code: inModule(`tgp(${init.map(scriptLiteral).join(', ')});`),
        event_code: inModule(eventScript(call, 'tgp', PAGE_READING)),
        notes: [
            'npm install tgp. Run the base code once, where the app starts in the browser.',
            'Run the event code where the event happens. In an app you can also call tgp() with the values at hand.',
        ],
    };
};
