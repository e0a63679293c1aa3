import type { Call } from './moment.ts';
import { ofDocument } from './platform.ts';
import { attempt } from './say.ts';
import { loadedUrl, withoutAnchor } from './views.ts';

// What the page has replaced with something of its own costs its field, and never the event. By `window`, the page's
// `const screen` or `class Intl` stand in nobody's way.

let timeZone: string | undefined;

/** What the browser says of itself: asked for the time zone once, which takes long. */
export const ofBrowser = () => ({
  locale: attempt(() => window.navigator.language),
  userAgent: attempt(() => window.navigator.userAgent),
  screen: attempt(() => ({ width: window.screen.width, height: window.screen.height })),
  timezone: (timeZone =
    timeZone || attempt(() => new window.Intl.DateTimeFormat().resolvedOptions().timeZone)),
});

/**
 * The page that an event belongs to. A single-page app may leave the first view's canonical link in place: it speaks for
 * the loaded address alone, and for this host alone.
 */
export function pageOf({ u: viewed, r: referrer, d: title }: Call) {
  const link = ofDocument<HTMLLinkElement | null>('querySelector', 'link[rel=canonical]');
  const url = withoutAnchor(
    link && viewed === loadedUrl && link.href.split('/')[2] === location.host ? link.href : viewed,
  );
  const [, path, search] = /^[^:]*:(?:\/\/[^/?#]*)?([^?#]*)([^#]*)/.exec(url)!;
  return { url, path, referrer, title, search };
}
