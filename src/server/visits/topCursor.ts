import { compareTexts } from '../store/compareTexts.ts';
import { BadCursor } from '../store/errors.ts';

/** Where a page of values ended: after the one with so many visits. */
export interface TopPlace {
  visits: number;
  value: string;
}

/** The one with the most visits first, then by the value. @param compare Default: by its bytes */
export const compareTop = (a: TopPlace, b: TopPlace, compare = compareTexts): number =>
  b.visits - a.visits || compare(a.value, b.value);

export const writeTopCursor = ({ visits, value }: TopPlace): string =>
  Buffer.from(JSON.stringify([visits, value])).toString('base64url');

/** Throws `BadCursor`. */
export function readTopCursor(cursor: string): TopPlace {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const [visits, value] = Array.isArray(place) && place.length === 2 ? place : [];
    if (Number.isSafeInteger(visits) && typeof value === 'string') return { visits, value };
  } catch {
    // No JSON.
  }
  throw new BadCursor(cursor);
}

/** The page of rows after a cursor. @param compare the order of values that have as many visits. Default: by their bytes */
export function topPage<Row extends TopPlace>(
  rows: Row[],
  {
    limit,
    cursor,
    compare,
  }: { limit: number; cursor?: string | undefined; compare?: (a: string, b: string) => number },
): { rows: Row[]; next: string | null } {
  const place = cursor === undefined ? undefined : readTopCursor(cursor);
  const rest = rows
    .filter(row => !place || compareTop(row, place, compare) > 0)
    .sort((a, b) => compareTop(a, b, compare));
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, next: last && rest.length > limit ? writeTopCursor(last) : null };
}
