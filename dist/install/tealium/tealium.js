import { baseScript } from "../baseScript.js";
import { scriptLiteral } from "../escape.js";
import { tealiumEvent } from "./tealiumEvent.js";
import { tealiumWords } from "./tealiumEvents.js";
import { TEALIUM_VARIABLES } from "./tealiumVariables.js";
/** The base code as an extension. */
export const extensionBase = ({ settings }) => baseScript(settings);
/** The event code as an extension. */
export const extensionEvent = ({ call, settings }) => tealiumEvent(call, settings.globalName, ({ value }) => `b[${scriptLiteral(value)}]`);
/** Tealium by hand: two JavaScript Code extensions, which run with `a` (view or link) and `b` (the data). */
export const tealium = {
    name: 'tealium',
    language: 'javascript',
    variables: TEALIUM_VARIABLES,
    base: extensionBase,
    event: extensionEvent,
    notes: ({ call }) => [
        'Extensions > Add Extension > JavaScript Code, Scope: Before Load Rules, Occurrence: Run Once. Paste the base code.',
        'Extensions > Add Extension > JavaScript Code, Scope: After Load Rules, Occurrence: Run Always. Paste the event code.',
        call.type
            ? `It fires where tealium_event is ${tealiumWords(call.type)}: change its first line where the site says otherwise.`
            : 'It fires on every utag.view: it is the page view, so the base code makes none by itself.',
        'Save, publish to Dev, look, then publish to Prod.',
    ],
};
