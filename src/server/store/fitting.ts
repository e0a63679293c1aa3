import { jsonBytes } from './packFields.ts';

/**
 * The first of the rows, as many as come to so many bytes of JSON, and one at least. A row is read when its turn comes: what
 * does not fit is not in memory, but for one.
 * @param read undefined where the row is gone
 */
export function* fitting<Place, Row extends { fields: string }>(
  places: Iterable<Place>,
  read: (place: Place) => Row | undefined,
  maxBytes = Infinity,
): Generator<Row> {
  let bytes = 0;
  for (const place of places) {
    const row = read(place);
    if (!row) continue;
    const more = jsonBytes(row.fields);
    if (bytes && bytes + more > maxBytes) return;
    bytes += more;
    yield row;
  }
}
