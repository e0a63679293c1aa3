import { encodeText } from "../../protocol/encodeText.js";
import { endpointOf } from "../endpoint.js";
/** Where the collector serves the tag's package, for a command line; undefined where it has no https address. */
export function packageUrl(settings) {
    const endpoint = endpointOf(settings);
    if (!endpoint.startsWith('https://'))
        return undefined;
    return forShell(`${endpoint}/tgp${settings.version ? `-${settings.version}` : ''}.tgz`);
}
/** A URL with everything as an escape that a shell could take for its own. */
const forShell = (url) => encodeText(url)
    .replace(/%(3A|2F|40|2B|25)/g, escaped => decodeURIComponent(escaped))
    .replace(/[!'()*~]/g, character => `%${character.charCodeAt(0).toString(16)}`);
