import { eventScript, fireFrom } from "../eventScript.js";
import { javascript, scriptElement } from "../javascript.js";
import { signNote } from "../signNote.js";
import { PAGE_READING } from "./pageReading.js";
import { PAGE_VARIABLES } from "./pageVariables.js";
/** The event's code in a page that reads its variables so. */
export const pageEvent = ({ call, settings }, reading) => scriptElement(eventScript(call, fireFrom(settings.globalName), reading), settings);
/** A plain page: the base code in its head, the event's code where the event has happened. */
export const page = {
    name: 'javascript',
    language: 'html',
    variables: PAGE_VARIABLES,
    base: ({ settings }) => javascript(settings),
    event: job => pageEvent(job, PAGE_READING),
    notes: ({ call }) => [
        'Paste the base code into the <head>, before other scripts. The base code goes on every page, once for all pixels of this tag.',
        call.command === 'page'
            ? 'Paste the event code after it: it is the page view, so the base code makes none by itself.'
            : 'Put the event code on the page that confirms the event, or run what is inside its <script> when it happens.',
        ...signNote(call, 'To have your server vouch for it, have its template write a signature: options.signature.'),
    ],
};
