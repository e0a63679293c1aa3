/**
 * The collector that serves a script: the script's address without its own name (`tgp.js`, `tgp.full.js`, `tgp@1.2.3.js`,
 * `tgp/{writeKey}.js`, `{path}/{writeKey}.js`), so that a proxy under a path of the site works as it is. Undefined for any
 * other name: a bundle knows no collector.
 * @param writeKey the tag's: an optimiser's files have names of 32 digits too
 */
export function collectorOf(script, writeKey) {
    const [, endpoint, path, key] = 
    // No tag's own path is `tgp`.
    /^(.*)\/(?:tgp(?:\.full|@[^/]+|\/\w{32})?|(?:tgp|([^/]+))\/([^/]+))\.js$/.exec(script.split(/[?#]/)[0]) || [];
    if (endpoint != null && (!key || key === writeKey))
        return { endpoint, path };
}
