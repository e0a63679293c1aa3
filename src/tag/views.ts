import { withoutAnchor } from './context.ts';
import { setReferrer } from './moment.ts';

/**
 * Calls `onView` for each view after the first: a page restored from the back/forward cache and, in a
 * single-page app, each new address.
 */
export function watchViews(onView: () => void, isSpa: boolean): void {
  addEventListener('pageshow', event => {
    if (event.persisted) onView();
  });
  if (!isSpa) return;

  let viewed = document.URL;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    const url = document.URL;
    if (withoutAnchor(url) === withoutAnchor(viewed)) return;
    setReferrer(viewed);
    viewed = url;
    onView();
  };
  // Routers replace the old entry's state and push the new one in one task: that is one view.
  const onChange = () => {
    clearTimeout(timer);
    timer = setTimeout(flush);
  };

  addEventListener('pagehide', flush);
  const { navigation } = window as { navigation?: EventTarget };
  if (navigation) return navigation.addEventListener('currententrychange', onChange);
  addEventListener('popstate', onChange);
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name];
    history[name] = function (...args) {
      original.apply(this, args);
      onChange();
    };
  }
}
