import { hear } from './platform.ts';

/** An anchor names a place in a page; `#/` and `#!` name a page in an app. */
export const withoutAnchor = (url: string): string => url.replace(/#(?![/!]).*/, '');

/** The address that the browser loaded, whatever an app made of it since. */
export let loadedUrl = '';

/** Remembers that address. */
export const noteLoadedUrl = (): void => {
  loadedUrl = location.href;
};

/** In a single-page app the page that led here is the view before, which `document.referrer` never says. */
export let lastView = '';

/** Calls `onView` for each new address of a single-page app. */
export function watchViews(onView: () => void): void {
  let viewed = withoutAnchor(location.href);
  const flush = () => {
    const url = withoutAnchor(location.href);
    if (url !== viewed) {
      lastView = viewed;
      viewed = url;
      onView();
    }
  };
  // Routers replace the old entry's state and push the new one in one task: that is one view.
  const onChange = () => window.setTimeout(flush);

  hear('pagehide', flush);
  const { navigation, history } = window as { navigation?: Navigation } & Window;
  // The page may have a variable, or an element, of that name.
  if (navigation && navigation.currentEntry)
    return navigation.addEventListener('currententrychange', onChange);
  hear('popstate', onChange);
  (['pushState', 'replaceState'] as const).map(name => {
    const original = history[name];
    history[name] = (...args) => {
      original.apply(history, args);
      onChange();
    };
  });
}
