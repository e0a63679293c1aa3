import { withoutAnchor } from './context.ts';
import { view } from './moment.ts';

/**
 * Calls `onView` for each view after the first: a page restored from the back/forward cache and, in a
 * single-page app, each new address.
 */
export function watchViews(isSpa: boolean, onView: () => void): void {
  addEventListener('pageshow', event => {
    if (event.persisted) onView();
  });
  if (!isSpa) return;

  let viewed = withoutAnchor(document.URL);
  const flush = () => {
    const url = withoutAnchor(document.URL);
    if (url !== viewed) {
      view.referrer = viewed;
      viewed = url;
      onView();
    }
  };
  // Routers replace the old entry's state and push the new one in one task: that is one view.
  const onChange = () => setTimeout(flush);

  addEventListener('pagehide', flush);
  const { navigation } = window as { navigation?: EventTarget };
  if (navigation) return navigation.addEventListener('currententrychange', onChange);
  addEventListener('popstate', onChange);
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name];
    history[name] = (...args) => {
      original.apply(history, args);
      onChange();
    };
  }
}
