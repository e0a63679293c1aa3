import { scriptLiteral } from "./escape.js";
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
 * @param writeKey the expression of its write key
 */
export const oneView = (tag, writeKey, { eachView, eachRun } = {}) => `(function (page, properties, options) {
  var tag = ${tag} || 0, key = ${writeKey}, queue = tag.queue || [["init", key]], views, view, all, i;
  var id = "." + options.pixel, call, auto, made, isNew, again;
  function address(url) { return (url + "").replace(${ANCHOR}, ""); }
  var here = address((window.location || 0).href);
${tag.startsWith('window.') ? '  if (tag.tgp !== 1) return;\n' : ''}  options.to = key;
  for (i = 0; queue.length > i && auto == null; i++) {
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
  if (view.round > view.told[id] && view.by === id) isNew = true;
  again = view.told[id] >= view.round;
  view.told[id] = view.round;
  if (again) return;
`
    : '  if (view.told[id]) return;\n  view.told[id] = Infinity;\n'}  if (!all) view.by = view.by || id;
  if (isNew) tag(page, properties, options);
  else tag("track", options.pixel, properties, options);
})`;
/** A statement for a base code that has no queue in which `init` can be seen: the tag has counted this view. */
export const viewByInit = (tag, writeKey, autoPage) => {
    const views = `${tag}.views = ${tag}.views || {};`;
    const place = `${tag}.views[${scriptLiteral(`.${writeKey}`)}]`;
    return autoPage === 'spa'
        ? `${views}\n${place} = { all: true, told: {} };`
        : `${views}\n${place} = ${place} || { url: ((window.location || 0).href + "").replace(${ANCHOR}, ""), told: {} };`;
};
/**
 * A statement for the base code that leaves the view to a page view pixel: where that one's code does not come until
 * the page is loaded, it is a view all the same. Pages have functions and elements with the platform's names.
 */
export const viewAtLoad = (tag, writeKey) => `(function (tag, key) {
  if (!tag) return;
  function view() {
    var queue = tag.queue || [["init", key]], views = tag.views = tag.views || {}, i, call, auto;
    for (i = 0; queue.length > i && auto == null; i++) {
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
