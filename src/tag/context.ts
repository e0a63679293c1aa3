import type { ConsentState, Context } from '../protocol/event.ts';
import { consents } from './consent.ts';
import { person } from './identity.ts';
import type { Call } from './moment.ts';
import { touchSession } from './session.ts';

/** The package's version, put here by the build. */
declare const __VERSION__: string;
export const VERSION: string = __VERSION__;

/** An anchor names a place in a page; `#/` and `#!` name a page in an app. */
export const withoutAnchor = (url: string): string => url.replace(/#(?![/!]).*/, '');

const loadedUrl = document.URL;

/** What the tag sees for itself: the page as it was at the call, the browser, the visit. */
export function readContext(time: number, { u, d, r }: Call): Context {
  const link = document.querySelector<HTMLLinkElement>('link[rel=canonical]');
  const url = withoutAnchor(
    // A single-page app may leave the first view's canonical in place: it speaks for the loaded address alone.
    link && u === loadedUrl && link.href.split('/')[2] === location.host ? link.href : u,
  );
  const having = (state: ConsentState) =>
    (Object.keys(consents) as (keyof typeof consents)[]).filter(category => consents[category] === state);
  return Object.assign(
    {
      library: { name: 'tgp.js', version: VERSION },
      page: { url, path: new URL(url).pathname, referrer: r, title: d, search: new URL(u).search },
      locale: navigator.language,
      userAgent: navigator.userAgent,
      screen: { width: screen.width, height: screen.height },
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      traits: person().traits,
      consentManagement: { allowedConsentIds: having('granted'), deniedConsentIds: having('denied') },
    },
    touchSession(time, u),
  );
}
