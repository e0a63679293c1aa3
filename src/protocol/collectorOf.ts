/**
 * The collector that serves a script: the script's address without its own name (`tgp.js`, `tgp.full.js`, `tgp@1.2.3.js`,
 * `tgp/{writeKey}.js`, `{path}/{writeKey}.js`), so that a proxy under a path of the site works as it is. Undefined for any
 * other name: a bundle knows no collector.
 * @param writeKey the tag's: an optimiser's files have such names too
 * @param isOurs whether the install code loads it: then it is the tag by any name
 */
export function collectorOf(script: string, writeKey: string, isOurs?: boolean): string | undefined {
  const [address] = script.split(/[?#]/) as [string];
  const served = address.replace(`/${writeKey}.js`, '.js').replace(/tgp\/[\da-f]{32}\.js$/, 'tgp.js');
  if (isOurs || served !== address || /\/tgp(\.full|@[^/]+)?\.js$/.test(served))
    return served.replace(/\/[^/]*$/, '');
}
