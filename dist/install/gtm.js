import { baseScript } from "./baseScript.js";
import { eventScript } from "./eventScript.js";
import { ga4Event } from "./ga4.js";
import { fireFrom } from "./javascript.js";
/** Tag Manager by hand: two Custom HTML tags. */
export const gtmCode = ({ call, settings }) => ({
    language: 'html',
    base_code: inTag(baseScript(settings)),
    event_code: inTag(eventScript(call, fireFrom(settings.globalName), {
        // Without quotes: that is the value itself, of its own type, and undefined where there is none.
        expression: ({ value }) => `{{${value}}}`,
    })),
    notes: [
        'Tags > New > Custom HTML: paste the base code. Trigger: Initialization - All Pages. Advanced Settings > Tag firing options: Once per page.',
        `Tags > New > Custom HTML: paste the event code. Trigger: ${call.type ? `Custom Event "${ga4Event(call.type)}"` : 'All Pages'}.`,
        ...(call.values.some(({ source }) => source === 'variable')
            ? ['Variables: make those that are listed, under exactly these names, before you save the tag.']
            : []),
        'Leave "Support document.write" off. A strict Content-Security-Policy needs \'strict-dynamic\' for Custom HTML.',
        'Preview, then Submit.',
    ],
});
// Tag Manager makes the script again without its attributes, so there are none.
const inTag = (code) => `<script>\n${code}\n</script>`;
