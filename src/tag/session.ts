import { CLICK_IDS } from '../protocol/clickIds.ts';
import { encodeText } from '../protocol/encodeText.ts';
import type { Context } from '../protocol/event.ts';
import { named } from '../protocol/named.ts';
import { isGranted } from './consent.ts';
import type { Call } from './moment.ts';
import { attempt } from './say.ts';
import { settings } from './state.ts';
import { findDomain, read, write } from './storage.ts';

export const SESSION = 'tgp_session';

/** Most characters of a campaign, as it is stored: with an id and two times it fits into a cookie. */
const MAX_CAMPAIGN = 3000;

/** The landing's parameters, as they may be stored once consent is there: `&utm_source=news&gclid=1`. */
let landing = '';

/** What of them says which click led here is for consent to `ads` alone. */
const withoutClicks = (query: string): string => query.replace(/&(?!utm_)[^&]+/g, '');

/** Takes out of the stored visit, where there is one, which click led to it: that was refused. */
export const forgetClicks = (): unknown => attempt(() => write(SESSION, withoutClicks(read(SESSION)!)));

/** The address that was looked at last: most events have the one of the event before. */
let seen = '';

/** What says which click led here, those that the site has of its own among them. */
export const clickIds = (): string[] => CLICK_IDS.concat(settings.clickIds || []);

/** What a page has in place of the platform's own costs the campaign. */
const eachParameter = (query: string, each: (value: string, name: string) => void): unknown =>
  attempt(() => new window.URLSearchParams(query).forEach(each));

/** Whether another site led to a page, none of the cookie's domain; without a referrer it did. */
const isLanding = (referrer: string): boolean =>
  !('.' + referrer.split(/[/:]+/)[1]).endsWith((findDomain() || location.hostname).replace(/^\.?/, '.'));

/**
 * The visit that a call belongs to. It is stored as text: its start (also its id) and its last event
 * in ms since 1970, and the parameters it came with, which hold no `#`.
 */
export function touchSession(
  time: number,
  { u: url, r: referrer }: Call,
): Pick<Context, 'campaign' | 'sessionId'> & { sessionStart: true | null } {
  // Times are texts where they come from storage, and used as numbers all the same.
  let [id, last, query = ''] = (read(SESSION) || '').split('#') as unknown as [number, number, string];
  const isNew = !(time - last < (settings.sessionMinutes! > 0 ? settings.sessionMinutes! : 30) * 60_000);
  if (isNew) {
    id = time;
    query = landing = '';
  }
  // Another tab may have had a landing since.
  if (query === withoutClicks(landing)) query = landing;
  if (url !== seen) {
    // In one document only its first address has come from anywhere else.
    const isFirst = !seen;
    seen = url;
    let found = '';
    // A URL that stands in a value is encoded there: what it says is no parameter of this one.
    eachParameter(url.replace(/[?#]|&amp;/g, '&'), (value, name) => {
      const known = named(clickIds(), name) || (/^utm_./i.test(name) && name.toLowerCase());
      // Longer than every click id seen.
      const pair = '&' + known + '=' + encodeText(value.slice(0, 500));
      if (known && value && !(found + pair)[MAX_CAMPAIGN]) found += pair;
    });
    if (found && isFirst && isLanding(referrer)) query = landing = found;
  }
  if (!isGranted('ads')) query = withoutClicks(query);
  // To ten seconds: a cookie takes long to write, and most events follow another one.
  write(SESSION, [id, time - (time % 1e4), query].join('#'));

  const campaign: { [name: string]: string } = {};
  eachParameter(query, (value, name) => {
    campaign[name === 'utm_campaign' ? 'name' : name.replace(/^utm_/, '')] = value;
  });
  return { campaign, sessionId: id, sessionStart: isNew || null };
}
