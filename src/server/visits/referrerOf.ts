/** Longest host there is. */
const MAX_HOST = 253;

/** Nearly all addresses: to read one with `URL` takes ten times as long. */
const PLAIN = /^https?:\/\/([a-z\d.-]+)(?::\d+)?(?:[/?#]|$)/;

/** The host of an address, without `www.`; the name of an Android app of `android-app://…`; '' where there is none. */
export function hostOf(url: string): string {
  if (!url) return '';
  const host = PLAIN.exec(url)?.[1] ?? URL.parse(url)?.hostname.toLowerCase() ?? '';
  return host.replace(/^www\.|\.$/g, '').slice(0, MAX_HOST);
}

/** The host of the page that an event's page was reached from; '' where that is a page of the same site. */
export function referrerOf(referrer: string, page: string): string {
  const from = hostOf(referrer);
  if (!from) return '';
  const own = hostOf(page);
  return from === own || isBelow(from, own) || isBelow(own, from) ? '' : from;
}

const isBelow = (host: string, other: string): boolean => other !== '' && host.endsWith(`.${other}`);
