import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { BadCursor } from '../../store/errors.ts';

/** The last event of each account that was read. */
export type Places = ReadonlyMap<string, number>;

/** Most bytes that a cursor comes to when it is read: a place of each of a million accounts. */
const MAX_BYTES = 32 * 1024 * 1024;

/** Places as text: JSON, packed, since there is one for each account. */
export function writePlaces(places: Places): string {
  const sorted = [...places].filter(([, seq]) => seq > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  return deflateRawSync(JSON.stringify(sorted)).toString('base64url');
}

/** Reads such a text; throws `BadCursor`. */
export function readPlaces(cursor: string): Places {
  try {
    const packed = Buffer.from(cursor, 'base64url');
    const rows: unknown = JSON.parse(inflateRawSync(packed, { maxOutputLength: MAX_BYTES }).toString());
    const isPlaces =
      Array.isArray(rows) &&
      rows.every(row => Array.isArray(row) && typeof row[0] === 'string' && Number.isSafeInteger(row[1]));
    if (isPlaces && packed.toString('base64url') === cursor) return new Map(rows as [string, number][]);
  } catch {
    // It is none of ours.
  }
  throw new BadCursor(cursor);
}
