/**
 * A value as a JavaScript literal, safe wherever a script of ours lands: in HTML (`</script>`, `<!--`), in
 * Tag Manager (`{{`), in Tealium (`@@`, `##`), in Liquid (`{%`), and in engines that end a string at U+2028.
 * JSON itself has none of these outside of its strings.
 */
const scriptLiteral = (value) => escapeLiteral(JSON.stringify(value));
/** The same on several lines, for people. */
const prettyLiteral = (value) => escapeLiteral(JSON.stringify(value, null, 2));
const escapeLiteral = (json) => json.replace(/[<>&\u2028\u2029]|\{(?=[{%])|@(?=@)|#(?=#)/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
/** A text as it stands between double quotes in HTML. */
const attributeText = (text) => text.replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`);

/** What an address has no page of its own for: an anchor, but not `#/` and `#!`, as in the tag. */
const ANCHOR = '/#(?!\\/|!).*/';
/**
 * What stands in for the tag in the call of a page view pixel, so that a view is counted once for each write key, whatever
 * codes of ours are in the page. The view that `init` is to make and has not made yet gives way to this one. Where another
 * code has counted the view already, the pixel is told as a track event of its own id; and the same one again is no event.
 *
 * `tag.views` is what our codes leave for each other, by write key: `url` of the last view that one of them counted, `by`
 * the pixel that did, and `all` where the tag itself counts every view. A pixel was `told` of it once, or in that `round`:
 * where the page asks for each view, all codes that run in one task are of one round. In `tag.queue` are the calls that
 * wait for the script, and once it runs the `init`s that it took.
 * @param tag the expression of the tag
 */
const oneView = (tag, writeKey = '', { eachView, eachRun } = {}) => `(function (page, properties, options) {
  var tag = ${tag} || 0, key = ${scriptLiteral(writeKey)}, queue = tag.queue || [["init", key]], views, view, all, i;
  var id = "." + options.pixel, call, auto, made, isNew, again;
  function address(url) { return (url + "").replace(${ANCHOR}, ""); }
  var here = address((window.location || 0).href);
${tag.startsWith('window.') ? '  if (tag.tgp !== 1) return;\n' : ''}  options.to = key;
  for (i = 0; i < queue.length && auto == null; i++) {
    if (queue[i][0] !== "init" || queue[i][1] !== key) continue;
    call = queue[i];
    auto = (call[2] || 0).autoPage;
  }
  if (!call) return tag.run && tag(page, properties, options);
  views = tag.views = tag.views || {};
  view = views["." + key];
  all = (view || 0).all;
  if (auto == null || (auto && !tag.run && ${eachView ? '(!view || auto !== "spa")' : 'auto !== "spa"'}))
    (call[2] = call[2] || {}).autoPage = false;
  else if (auto === "spa") all = true;
  else if (auto && !view && (typeof call.u != "string" || address(call.u) === here)) made = true;
  if (!view || view.url !== here) {
    view = views["." + key] = { url: here, all: all, told: {} };
    isNew = !made && !all;
  }
${eachRun
    ? `  if (!view.busy) view.round = (view.round || 0) + 1;
  view.busy = true;
  if (window.setTimeout) window.setTimeout(function () { tag.views["." + key].busy = false; });
  if (view.told[id] < view.round && view.by === id) isNew = true;
  again = view.told[id] >= view.round;
  view.told[id] = view.round;
  if (again) return;
`
    : '  if (view.told[id]) return;\n  view.told[id] = Infinity;\n'}  if (!all) view.by = view.by || id;
  if (isNew) tag(page, properties, options);
  else tag("track", options.pixel, properties, options);
})`;
/** A statement for a base code that has no queue in which `init` can be seen: the tag has counted this view. */
const viewByInit = (tag, writeKey, autoPage) => {
    const views = `${tag}.views = ${tag}.views || {};`;
    const place = `${tag}.views[${scriptLiteral(`.${writeKey}`)}]`;
    return autoPage === 'spa'
        ? `${views}\n${place} = { all: true, told: {} };`
        : `${views}\n${place} = ${place} || { url: location.href.replace(${ANCHOR}, ""), told: {} };`;
};
/**
 * A statement for the base code that leaves the view to a page view pixel: where that one's code does not come until
 * the page is loaded, it is a view all the same. Pages have functions and elements with the platform's names.
 */
const viewAtLoad = (tag, writeKey) => `(function (tag, key) {
  if (!tag) return;
  function view() {
    var queue = tag.queue || [["init", key]], views = tag.views = tag.views || {}, i, call, auto;
    for (i = 0; i < queue.length && auto == null; i++) {
      if (queue[i][0] !== "init" || queue[i][1] !== key) continue;
      call = queue[i];
      auto = (call[2] || 0).autoPage;
    }
    if (!call || auto || views["." + key]) return;
    views["." + key] = { url: ((window.location || 0).href + "").replace(${ANCHOR}, ""), told: {} };
    tag("page", {}, { to: key });
  }
  function later() { if (window.setTimeout) window.setTimeout(view); }
  if (!/^(loading|interactive)$/.test((window.document || 0).readyState)) later();
  else ((window.EventTarget || 0).prototype || window).addEventListener.call(window, "load", later);
})(${tag}, ${scriptLiteral(writeKey)});`;

/** Made by scripts/stubText.mjs from stub.js. */
const STUB_TEXT = "(function(e,t,r,c){var n,a=e.hasOwnProperty(r)&&e[r],l=t.__proto__;if(a)1!==a.tgp&&(console.warn(r,\"taken\"),a=String);else{a=e[r]=function(){var e=arguments;if(e.t=+new Date,e.u=t.URL,e.d=t.title,e.r=t.referrer,a.run)a.run.apply(a,e);else if(a.queue.push(e)>=201){for(n=201;n--&&!/page|track|event/.test(a.queue[n][0]););a.queue.splice(n,1),a.lost++||console.warn(r,\"full\")}},a.queue=[],a.tgp=1,a.run=a.lost=0,a.src=c,(n=l.createElement.call(t,\"script\")).dataset.tgp=r,n.nonce=(l.querySelector.call(t,\"[nonce]\")||n).nonce;try{c=e.trustedTypes.createPolicy(\"tgp\",{createScriptURL:String}).createScriptURL(c)}catch(e){}try{n.src=c,l.querySelector.call(t,\"head\").appendChild(n)}catch(e){}}return a})";

/** The options of `init`. */
const initOptions = ({ endpoint, options = { autoPage: true } }) => endpoint ? { ...options, endpoint } : options;
/** ES5 that loads the tag once and gives it its write key. */
function baseScript(settings) {
    const { writeKey, scriptUrl, globalName = 'tgp', integrity, viewByPixel } = settings;
    const init = ['init', writeKey, initOptions(settings)].map(scriptLiteral).join(',');
    const stub = integrity ? checkedStub(integrity) : STUB_TEXT;
    const start = `${stub}(window,document,${scriptLiteral(globalName)},${scriptLiteral(scriptUrl)})(${init});`;
    return viewByPixel
        ? `${start}\n${viewAtLoad(`(window.${globalName} || 0).tgp === 1 && window.${globalName}`, writeKey)}`
        : start;
}
/**
 * The stub, its script checked against a hash. Most pages have none, and a parameter for it would take the stub past
 * its budget: so the text of the one assignment is put into the stub's.
 */
const checkedStub = (integrity) => STUB_TEXT.replace(/(\w+)\.nonce=/, (rest, script) => `${script}.integrity=${scriptLiteral(integrity)},${script}.crossOrigin="anonymous",${rest}`);

/**
 * The collector that serves a script: the script's address without its own name (`tgp.js`, `tgp.full.js`, `tgp@1.2.3.js`,
 * `tgp/{writeKey}.js`, `{path}/{writeKey}.js`), so that a proxy under a path of the site works as it is. Undefined for any
 * other name: a bundle knows no collector.
 * @param writeKey the tag's: an optimiser's files have names of 32 digits too
 */
function collectorOf(script, writeKey) {
    const [, endpoint, path, key] = 
    // No tag's own path is `tgp`.
    /^(.*)\/(?:tgp(?:\.full|@[^/]+|\/\w{32})?|([^/]+)\/([^/]+))\.js$/.exec(script.split(/[?#]/)[0]) || [];
    if (endpoint != null && (!path || key === writeKey))
        return { endpoint, path };
}

/** Where a beacon goes, below the collector's origin. */
const BEACON_PATH = '/pixel/v1/';

/** What stands in place of `page` and `track` below a tag's own path: names that no blocker's list has. */
const OWN_PAGE = 'v';
const OWN_TRACK = 'e';
const OWN_NAMES = { page: OWN_PAGE, track: OWN_TRACK };
/** Where beacons go, below the collector: RudderStack's names for them, or the short ones below a tag's own path. */
const beaconPath = (type, path) => path ? '/' + path + '/' + OWN_NAMES[type] : BEACON_PATH + type;

/** Why no code can be made: the platform can't express what the pixel or the settings say. */
class InstallError extends Error {
    /** What is wrong, as a path: `config.revenue`, `config.properties.2`, `settings.globalName`. */
    field;
    constructor(field, reason) {
        super(reason);
        this.name = 'InstallError';
        this.field = field;
    }
}

/** By the tag's own rule: a script of another name tells of no collector. */
function collector({ scriptUrl, writeKey }) {
    const found = collectorOf(scriptUrl, writeKey);
    if (!found)
        throw new InstallError('settings.endpoint', 'is missing: the script is none of a collector by its name (tgp.js, tgp/{writeKey}.js, {path}/{writeKey}.js)');
    return found;
}
/** Where beacons go: the script's address without its name, unless the settings name a collector. */
const endpointOf = (settings) => (settings.endpoint ?? collector(settings).endpoint).replace(/\/$/, '');
/** The tag's own path, where the script is under it: beacons to its collector go there. */
const pathOf = (settings) => settings.endpoint === undefined ? collector(settings).path : undefined;
/** The address of beacons of a type, without their query. */
const beaconAddress = (settings, type) => endpointOf(settings) + beaconPath(type, pathOf(settings));
/** The origin of a URL; empty for one of the page's own site. */
const originOf = (url) => /^(?:https?:)?\/\/[^/?#]+/.exec(url)?.[0] ?? '';

/** The base code for a plain page: what a site owner pastes into the head of every page. */
function javascript(settings) {
    const origin = settings.preconnect && originOf(endpointOf(settings));
    const link = origin ? `<link rel="preconnect" href="${attributeText(origin)}" crossorigin>\n` : '';
    return link + scriptElement(baseScript(settings), settings);
}
/** A script as it stands in HTML. */
const scriptElement = (code, { nonce }) => `<script${nonce ? ` nonce="${attributeText(nonce)}"` : ''}>\n${code}\n</script>`;

/** Where a collector serves the script of a tag: under the tag's own path, if it has one. */
const scriptPath = (writeKey, path) => `/${path ?? 'tgp'}/${encodeURIComponent(writeKey)}.js`;

export { BEACON_PATH, InstallError, OWN_NAMES, attributeText, baseScript, beaconAddress, endpointOf, initOptions, javascript, oneView, originOf, pathOf, prettyLiteral, scriptElement, scriptLiteral, scriptPath, viewAtLoad, viewByInit };
