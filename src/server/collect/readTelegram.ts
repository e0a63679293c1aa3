import { MAX_KEYS } from '../../protocol/limits.ts';
import type { Fields, Skip } from '../../protocol/query.ts';
import type { Decoded } from './readEvent.ts';

/** Where the script of Telegram's own pixel sends, below its origin. */
export const TELEGRAM_PATH = '/pxl';

/**
 * Reads a beacon of Telegram's own script: `p` (write key) of a page view, or `e` (pixel event), `c` (click id), `t`
 * (ms), `l` (address of the page). What else there is are properties, `p` of an event as well. The script knows no
 * visitors: who came by one click is one, everyone else is a new one. Without a `writeKey` where `event` is all there is.
 * @param query without its leading `?`
 */
export function readTelegram(query: string, makeId: () => string): Decoded {
  const fields: Fields = Object.create(null);
  const properties: Fields = Object.create(null);
  const skipped: Skip[] = [];
  let count = 0;
  for (const [key, value] of new URLSearchParams(query)) {
    if (++count > MAX_KEYS) {
      skipped.push({ key, reason: `more than ${MAX_KEYS} keys`, refused: true });
      break;
    }
    if (key in properties) skipped.push({ key, reason: 'repeated, the first one counts' });
    else properties[key] = value;
  }
  const take = (key: string): string | undefined => {
    const value = properties[key] as string | undefined;
    delete properties[key];
    return value || undefined;
  };
  const [event, click, time, url] = ['e', 'c', 't', 'l'].map(take);
  fields.anonymousId = click ?? makeId();
  if (event) fields.event = event;
  else fields.writeKey = take('p');
  const originalTimestamp = isoTime(time);
  if (originalTimestamp) fields.originalTimestamp = originalTimestamp;
  fields.context = {
    ...(url && { page: { url } }),
    ...(click && { campaign: { tgclid: click } }),
    ...(event && { pixel: { id: event } }),
  };
  if (Object.keys(properties).length) fields.properties = properties;
  return { type: event ? 'track' : 'page', decoded: { fields, skipped } };
}

const isoTime = (ms: string | undefined): string | undefined =>
  ms && /^\d{1,15}$/.test(ms) ? new Date(Number(ms)).toISOString() : undefined;
