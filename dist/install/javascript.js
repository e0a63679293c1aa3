import { baseScript } from "./baseScript.js";
import { endpointOf, originOf } from "./endpoint.js";
import { attributeText } from "./escape.js";
/** The base code for a plain page: what a site owner pastes into the head of every page. */
export function javascript(settings) {
    const origin = settings.preconnect && originOf(endpointOf(settings));
    const link = origin ? `<link rel="preconnect" href="${attributeText(origin)}" crossorigin>\n` : '';
    return link + scriptElement(baseScript(settings), settings);
}
/** A script as it stands in HTML. */
export const scriptElement = (code, { nonce }) => `<script${nonce ? ` nonce="${attributeText(nonce)}"` : ''}>\n${code}\n</script>`;
