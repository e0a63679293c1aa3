/** Where beacons go: the collector that serves the script, unless the settings name another. */
export const endpointOf = ({ endpoint, scriptUrl }) => (endpoint ?? originOf(scriptUrl)).replace(/\/$/, '');
/** The origin of a URL; empty for one of the page's own site. */
export const originOf = (url) => /^(?:https?:)?\/\/[^/?#]+/.exec(url)?.[0] ?? '';
