import { BEACON_PATH } from "./event.js";
/** What stands in place of `page` and `track` below a tag's own path: names that no blocker's list has. */
export const OWN_NAMES = { page: 'v', track: 'e' };
/** Where beacons go, below the collector: RudderStack's names for them, or the short ones below a tag's own path. */
export const beaconPath = (type, path) => path ? `/${path}/${OWN_NAMES[type]}` : BEACON_PATH + type;
/**
 * The script of a tag's own path is `{path}/{writeKey}.js`; `tgp/{writeKey}.js` is at the same place without one, and
 * no tag's path is `tgp`.
 */
const OWN_SCRIPT = /^([^?#]*)\/(?!tgp\/)([a-z0-9-]+)\/\w{32}\.js\b/;
/** Where the collector of a script's address is, and the tag's own path there; undefined where it is under none. */
export function ownPath(scriptUrl) {
    const found = OWN_SCRIPT.exec(scriptUrl);
    return found ? { endpoint: found[1], path: found[2] } : undefined;
}
