/**
 * What `oneView` is for the codes of a page, in words of the sandbox: the page view is counted once, whatever codes of
 * ours are in the page. The sandbox sees copies, so the view that they share is written back as a whole. When this runs
 * the tag is there, and has made the views that `init` is to make. A browser whose queue has no addresses (they are no
 * part of a list) has made its view at this one.
 */
export const VIEW_SCRIPT = `// An anchor has no page of its own, but #/ and #! have.
const address = url => {
  const parts = url.split('#');
  let result = parts[0];
  for (let i = 1; i < parts.length && (parts[i].charAt(0) === '/' || parts[i].charAt(0) === '!'); i++) {
    result = result + '#' + parts[i];
  }
  return result;
};

const countView = (properties, options) => {
  const here = address(getUrl());
  const id = '.' + data.pixel;
  const views = copyFromWindow('tgp.views') || {};
  let view = views['.' + data.writeKey];
  let all = view && view.all;
  let made = false;
  let isNew = false;
  (copyFromWindow('tgp.queue') || []).forEach(call => {
    if (!call || call[0] !== 'init' || call[1] !== data.writeKey) return;
    const auto = call[2] && call[2].autoPage;
    if (auto === 'spa') all = true;
    else if (auto && !view && (getType(call.u) !== 'string' || address(call.u) === here)) made = true;
  });
  if (!view || view.url !== here) {
    view = {url: here, all: all, told: {}};
    isNew = !made && !all;
  }
  if (view.told[id]) return;
  view.told[id] = 1e9;
  if (!all) view.by = view.by || id;
  views['.' + data.writeKey] = view;
  setInWindow('tgp.views', views, true);
  if (isNew) callInWindow('tgp', 'page', properties, options);
  else if (data.pixel) callInWindow('tgp', 'track', data.pixel, properties, options);
};`;
