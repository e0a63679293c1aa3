import type { Call } from './moment.ts';
import { hear, ofDocument } from './platform.ts';

/** An anchor names a place in a page; `#/` and `#!` name a page in an app. */
export const withoutAnchor = (url: string): string => url.replace(/#(?![/!]).*/, '');

/** The address that the browser loaded, whatever an app made of it since. */
export let loadedUrl = '';

/**
 * Remembers that address: all that is read of the page before its first command. What is imported on a server does nothing
 * there, and an import that nobody uses leaves nothing in a bundle.
 */
export const noteLoadedUrl = (): void => {
  loadedUrl = location.href;
};

/** In a single-page app the page that led here is the view before, which `document.referrer` never says. */
export let lastView = '';

/** What a view was when it was noticed: time, address, and the view before. */
type Moment = Pick<Call, 't' | 'u' | 'r'>;

/** How often a view looks for its title, and after how many ms each time: it waits for 300 ms. */
const LOOKS = 6;
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
  let viewed = withoutAnchor(location.href);
  const isNew = () => withoutAnchor(location.href) !== viewed;
  const notice = (title?: string) => {
    if (!isNew()) return;
    const moment = { t: +new Date(), u: location.href, r: (lastView = viewed) };
    const view = () => onView(moment);
    viewed = withoutAnchor(location.href);
    untitled.push(view);
    let looks = LOOKS;
    const look = () => {
      if (untitled[0] !== view) return;
      // One that is empty is a page on its way.
      if (looks-- && ['', title].includes(ofDocument('title'))) window.setTimeout(look, LOOK_MS);
      else settleViews();
    };
    look();
  };
  // Routers replace the old entry's state and push the new one in one task: that is one view.
  const onChange = () => {
    const title = ofDocument<string>('title');
    // What waits has no other title than this one any more.
    if (isNew()) settleViews();
    window.setTimeout(() => notice(title));
  };
  const onEnd = () => {
    notice();
    settleViews();
  };

  hear('pagehide', onEnd);
  hear('visibilitychange', onEnd);
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
