/** An anchor names a place in a page; `#/` and `#!` name a page in an app. */
export const withoutAnchor = (url: string): string => url.replace(/#(?![/!]).*/, '');

/** The address that the browser loaded, whatever an app made of it since. */
export let loadedUrl = '';

/** Remembers that address. */
export const noteLoadedUrl = (): void => {
  loadedUrl = document.URL;
};

/** In a single-page app the page that led here is the view before, which `document.referrer` never says. */
export let lastView = '';

/** Calls `onView` for each new address of a single-page app. */
export function watchViews(onView: () => void): void {
  let viewed = withoutAnchor(document.URL);
  const flush = () => {
    const url = withoutAnchor(document.URL);
    if (url !== viewed) {
      lastView = viewed;
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
  (['pushState', 'replaceState'] as const).map(name => {
    const original = history[name];
    history[name] = (...args) => {
      original.apply(history, args);
      onChange();
    };
  });
}
