import type { Call } from './moment.ts';

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

/** What a view was when it was noticed: time, address, and the view before. */
type Moment = Pick<Call, 't' | 'u' | 'r'>;

/** How long a view waits for its title, and how often it looks for it, in ms. */
const TITLE_MS = 300;
const LOOK_MS = 50;

/** Views that wait for their title. */
const untitled: (() => void)[] = [];

/** Makes those views, whatever title there is. */
export const settleViews = (): unknown => untitled.splice(0).map(view => view());

/**
 * Calls `onView` for each new address of a single-page app. Many routers set the title after the address, once the new
 * page is there: a view waits for that, until it is late, or something else goes on.
 */
export function watchViews(onView: (moment: Moment) => void): void {
  let viewed = withoutAnchor(document.URL);
  const isNew = () => withoutAnchor(document.URL) !== viewed;
  const notice = (title: string) => {
    if (!isNew()) return;
    const moment = { t: +new Date(), u: document.URL, r: viewed };
    lastView = viewed;
    viewed = withoutAnchor(document.URL);
    const view = () => onView(moment);
    const look = () => {
      if (!untitled.includes(view)) return;
      if (document.title === title && +new Date() < moment.t + TITLE_MS) setTimeout(look, LOOK_MS);
      else settleViews();
    };
    untitled.push(view);
    look();
  };
  // Routers replace the old entry's state and push the new one in one task: that is one view.
  const onChange = () => {
    const { title } = document;
    // What waits has no other title than this one any more.
    if (isNew()) settleViews();
    setTimeout(() => notice(title));
  };
  const onEnd = () => {
    notice('');
    settleViews();
  };

  addEventListener('pagehide', onEnd);
  // The document's event, which does not bubble in every browser.
  addEventListener('visibilitychange', onEnd, true);
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
