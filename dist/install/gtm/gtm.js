import { baseScript } from "../baseScript.js";
import { eventScript, fireFrom } from "../eventScript.js";
import { variablesOf } from "../pixelCall.js";
import { ga4Event } from "./ga4.js";
import { GTM_VARIABLES } from "./gtmVariables.js";
/** The base code in a Custom HTML tag. */
export const gtmBase = ({ settings }) => inTag(baseScript(settings));
/** The event code in a Custom HTML tag. */
export const gtmEvent = ({ call, settings }) => inTag(eventScript(call, fireFrom(settings.globalName), {
    // Without quotes: that is the value itself, of its own type, and undefined where there is none.
    expression: ({ value }) => `{{${value}}}`,
}));
// Tag Manager makes the script again without its attributes, so there are none.
const inTag = (code) => `<script>\n${code}\n</script>`;
/** Tag Manager by hand: two Custom HTML tags. */
export const gtm = {
    name: 'gtm',
    language: 'html',
    variables: GTM_VARIABLES,
    base: gtmBase,
    event: gtmEvent,
    notes: ({ call }) => [
        'Tags > New > Custom HTML: paste the base code. Trigger: Initialization - All Pages. Advanced Settings > Tag firing options: Once per event.',
        `Tags > New > Custom HTML: paste the event code. Trigger: ${call.type ? `Custom Event "${ga4Event(call.type)}"` : 'All Pages'}.`,
        ...(variablesOf(call).length
            ? ['Variables: make those that are listed, under exactly these names, before you save the tag.']
            : []),
        `With Consent Mode: in both tags Advanced Settings > Consent Settings > Require additional consent: analytics_storage. Tag Manager does not fire again what consent has blocked: in the event tag choose the base tag as Setup Tag (Tag Sequencing), and give the base tag${call.type ? '' : ' and the event tag'} one more trigger, the Custom Event that your consent tool pushes after its update (cookie_consent_update, OneTrustGroupsUpdated, …), or the pages seen before the choice are never counted.`,
        'Leave "Support document.write" off. A strict Content-Security-Policy needs \'strict-dynamic\' for Custom HTML.',
        'Preview, then Submit.',
    ],
};
