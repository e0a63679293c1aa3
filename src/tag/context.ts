import type { Context } from '../protocol/event.ts';
import { consentContext } from './consent.ts';
import { traits } from './identity.ts';
import type { Moment } from './moment.ts';
import { touchSession } from './session.ts';

/** The package's version, put here by the build. */
declare const __VERSION__: string;
export const VERSION: string = __VERSION__;

/** What the tag sees for itself: the page as it was at the call, the browser, the visit. */
export function readContext(time: number, moment: Moment, pixel?: Context['pixel']): Context {
  const [session, isNew] = touchSession(time, moment.u);
  return {
    library: { name: 'tgp.js', version: VERSION },
    page: readPage(moment),
    locale: navigator.language,
    userAgent: navigator.userAgent,
    screen: { width: screen.width, height: screen.height },
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    campaign: session[2],
    sessionId: session[0],
    sessionStart: isNew || undefined,
    traits: traits(),
    consentManagement: consentContext(),
    pixel,
  };
}

/** An anchor names a place in a page; `#/` and `#!` name a page in an app. */
export const withoutAnchor = (url: string): string => url.replace(/#(?![/!]).*/, '');

const loadedUrl = document.URL;

function readPage({ u: url, d: title, r: referrer }: Moment): Context['page'] {
  const link = document.querySelector<HTMLLinkElement>('link[rel=canonical]');
  const { search } = new URL(url);
  // A single-page app may leave the first view's canonical in place: it speaks for the loaded address alone.
  if (link && url === loadedUrl && link.href.split('/')[2] === location.host) url = link.href;
  return { url: withoutAnchor(url), path: new URL(url).pathname, referrer, title, search };
}
