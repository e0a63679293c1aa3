import { collectorOf } from "../protocol/collectorOf.js";
import { beaconPath } from "../protocol/ownPath.js";
import { InstallError } from "./installError.js";
/** By the tag's own rule: a script of another name tells of no collector. */
function collector({ scriptUrl, writeKey }) {
    const found = collectorOf(scriptUrl, writeKey);
    if (!found)
        throw new InstallError('settings.endpoint', 'is missing: the script is none of a collector by its name (tgp.js, tgp/{writeKey}.js, {path}/{writeKey}.js)');
    return found;
}
/** Where beacons go: the script's address without its name, unless the settings name a collector. */
export const endpointOf = (settings) => (settings.endpoint ?? collector(settings).endpoint).replace(/\/$/, '');
/** The tag's own path, where the script is under it: beacons to its collector go there. */
export const pathOf = (settings) => settings.endpoint === undefined ? collector(settings).path : undefined;
/** The address of beacons of a type, without their query. */
export const beaconAddress = (settings, type) => endpointOf(settings) + beaconPath(type, pathOf(settings));
/** The origin of a URL; empty for one of the page's own site. */
export const originOf = (url) => /^(?:https?:)?\/\/[^/?#]+/.exec(url)?.[0] ?? '';
