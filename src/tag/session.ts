import type { Context } from '../protocol/event.ts';
import { isGranted } from './consent.ts';
import { attempt } from './say.ts';
import { settings } from './state.ts';
import { read, write } from './storage.ts';

export const SESSION = 'tgp_session';

/** The landing's parameters, as they may be stored once consent is there. */
let landing = '';

/**
 * The visit that an event at that time belongs to. It is stored as text: its start (also its id) and its last event
 * in ms since 1970, and the parameters it came with, which hold no `#`.
 */
export function touchSession(
  time: number,
  url: string,
): Pick<Context, 'campaign' | 'sessionId'> & { sessionStart: true | null } {
  // Times are texts where they come from storage, and used as numbers all the same.
  let [id, last, query] = (read(SESSION) || '').split('#') as unknown as [number, number, string];
  const isNew = !(time - last < (settings.sessionMinutes > 0 ? settings.sessionMinutes : 30) * 60_000);
  if (isNew) {
    id = time;
    query = '';
  }
  // What of a URL says where the visit came from: `utm_*`, and the click ids of the ad networks (gclid, dclid, fbclid,
  // ttclid, tgclid, twclid, spclid, yclid, msclkid, …). Cut at 500 characters: longer than every click id seen, short
  // enough for a cookie.
  landing =
    (url.match(/[?&](utm_\w+|\w+c(lk?)?id|\wbraid|li_fat_id|epik)=[^&#;]{1,500}/gi) || []).join('') ||
    landing;
  query = landing || query;
  // A click id says which click led here.
  if (!isGranted('ads')) query = query.replace(/[?&](?!utm_)[^&]+/g, '');
  // To ten seconds: a cookie takes long to write, and most events follow another one.
  write(SESSION, [id, time - (time % 1e4), query].join('#'));

  const campaign: { [name: string]: string } = {};
  for (const [name, value] of attempt(() => [...new window.URLSearchParams(query)]) || [])
    campaign[name.replace(/^utm_campaign$/, 'name').replace(/^utm_/, '')] = value;
  return { campaign, sessionId: id, sessionStart: isNew || null };
}
