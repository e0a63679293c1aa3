import { BadCursor } from '../store/errors.ts';

/** Where a row stands among others: the latest first, then the last to arrive, then the lowest pixel. */
export type Place = readonly [time: number, seq: number, pixel?: number];

const CURSOR = { 2: /^(\d{1,15})-(\d{1,15})$/, 3: /^(\d{1,15})-(\d{1,15})-(\d{1,10})$/ };

/** The rows after a cursor, in order and as many as fit, with the cursor that reads on from there. */
export function page<Row>(
  rows: Row[],
  { limit, cursor, parts }: { limit: number; cursor?: string | undefined; parts: 2 | 3 },
  placeOf: (row: Row) => Place,
): { page: Row[]; next: string | null } {
  const from = cursor === undefined ? undefined : placeIn(cursor, CURSOR[parts]);
  const rest = rows
    .map(row => ({ row, place: placeOf(row) }))
    .filter(({ place }) => !from || compare(place, from) > 0)
    .sort((a, b) => compare(a.place, b.place));
  const fitting = rest.slice(0, limit);
  const last = fitting.at(-1);
  const more = last && rest.length > fitting.length;
  return { page: fitting.map(({ row }) => row), next: more ? last.place.join('-') : null };
}

function placeIn(cursor: string, form: RegExp): Place {
  const found = form.exec(cursor);
  if (!found) throw new BadCursor(cursor);
  return found.slice(1).map(Number) as unknown as Place;
}

const compare = (a: Place, b: Place): number => b[0] - a[0] || b[1] - a[1] || (a[2] ?? 0) - (b[2] ?? 0);
