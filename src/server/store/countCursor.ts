import { compareTexts } from './compareTexts.ts';
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

/** Where a tag's counts of a type go on after a place: until an hour, all before another, of that one after a name. */
export function startOfCounts(
  place: CountPlace | undefined,
  writeKey: string,
  type: string,
): [until: number, before: number, after: string] {
  const all = Number.MAX_SAFE_INTEGER;
  if (!place) return [all, all, ''];
  const { hour, event } = place;
  const order = compareTexts(writeKey, place.write_key) || compareTexts(type, place.type);
  if (order === 0) return [hour, hour, event];
  return order < 0 ? [hour - 1, all, ''] : [hour, all, ''];
}
