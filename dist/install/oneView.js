import { scriptLiteral } from "./escape.js";
/** What an address has no page of its own for: an anchor, but not `#/` and `#!`, as in the tag. */
const ANCHOR = '/#(?!\\/|!).*/';
/**
 * What stands in for the tag in the call of a page view pixel, so that a view is counted once, whatever codes of ours
 * are in the page. The view that `init` is to make and has not made yet gives way to this one. Where another code has
 * counted the view already, the pixel is told as a track event of its own id; and the same one again is no event.
 *
 * `tag.view` is what our codes leave for each other: `url` of the last view that one of them counted, `by` the pixel
 * that did, and `all` where the tag itself counts every view. A pixel was `told` of it once, or in that `round`: where the
 * page asks for each view, all codes that run in one task are of one round.
 * @param tag the expression of the tag
 */
export const oneView = (tag, { eachView, eachRun } = {}) => `(function (page, properties, options) {
  var tag = ${tag} || 0, queue = tag.queue || [], view = tag.view, all = (view || 0).all, known = {};
  var id = "." + options.pixel, i, call, auto, made, isNew, again;
  function address(url) { return (url + "").replace(${ANCHOR}, ""); }
  var here = address((window.location || 0).href);
${tag.startsWith('window.') ? '  if (tag.tgp !== 1) return;\n' : ''}  for (i = 0; i < queue.length; i++) {
    call = queue[i];
    if (call[0] !== "init" || known["." + call[1]]) continue;
    known["." + call[1]] = true;
    auto = (call[2] || 0).autoPage;
    if (auto && !tag.run && ${eachView ? '(!view || auto !== "spa")' : 'auto !== "spa"'}) call[2].autoPage = false;
    else if (auto === "spa") all = true;
    else if (auto && !view && (typeof call.u != "string" || address(call.u) === here)) made = true;
  }
  if (!view || view.url !== here) {
    view = tag.view = { url: here, all: all, told: {} };
    isNew = !made && !all;
  }
${eachRun
    ? `  if (!view.busy) view.round = (view.round || 0) + 1;
  view.busy = true;
  if (window.setTimeout) window.setTimeout(function () { tag.view.busy = false; });
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
export const viewByInit = (tag, autoPage) => autoPage === 'spa'
    ? `${tag}.view = { all: true, told: {} };`
    : `${tag}.view = ${tag}.view || { url: location.href.replace(${ANCHOR}, ""), told: {} };`;
/**
 * A statement for the base code that leaves the view to a page view pixel: where that one's code does not come until
 * the page is loaded, it is a view all the same. Pages have functions and elements with the platform's names.
 */
export const viewAtLoad = (tag, writeKey) => `(function (tag, key) {
  if (!tag) return;
  function view() {
    var queue = tag.queue || [["init", key]], i = 0;
    while (i < queue.length && (queue[i][0] !== "init" || queue[i][1] !== key)) i++;
    if (i === queue.length || (queue[i][2] || 0).autoPage || tag.view) return;
    tag.view = { url: ((window.location || 0).href + "").replace(${ANCHOR}, ""), told: {} };
    tag("page", {}, { to: key });
  }
  function later() { if (window.setTimeout) window.setTimeout(view); }
  if (!/^(loading|interactive)$/.test((window.document || 0).readyState)) later();
  else ((window.EventTarget || 0).prototype || window).addEventListener.call(window, "load", later);
})(${tag}, ${scriptLiteral(writeKey)});`;
