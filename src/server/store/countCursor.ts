import { BadCursor } from './errors.ts';
import type { CountRow } from './rows.ts';

/** Where a page of counts ended. */
export type CountPlace = Pick<CountRow, 'hour' | 'write_key' | 'type' | 'event'>;

/** Such a place as text. */
export const writeCountCursor = ({ hour, write_key, type, event }: CountPlace): string =>
  Buffer.from(JSON.stringify([hour, write_key, type, event])).toString('base64url');

/** Reads such a text; throws `BadCursor`. */
export function readCountCursor(cursor: string): CountPlace {
  const bad = new BadCursor(cursor);
  let place: unknown;
  try {
    place = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw bad;
  }
  if (!Array.isArray(place) || place.length !== 4) throw bad;
  const [hour, ...texts] = place;
  if (!Number.isSafeInteger(hour) || !texts.every(text => typeof text === 'string')) throw bad;
  const [write_key, type, event] = texts as [string, CountRow['type'], string];
  if (writeCountCursor({ hour, write_key, type, event }) !== cursor) throw bad;
  return { hour, write_key, type, event };
}
