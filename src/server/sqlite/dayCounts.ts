import { compareTexts } from '../store/compareTexts.ts';
import { readCountCursor, writeCountCursor } from '../store/countCursor.ts';
import type { DayCount, DayFilter, DayPage } from '../store/dayCounts.ts';
import { indexed } from '../store/indexed.ts';
import { hourRange } from '../store/quarters.ts';
import { STORED_TYPES } from '../store/rows.ts';
import type { Connection } from './connection.ts';
import { countSql } from './countSql.ts';

/** Sums the hours of each day, a day of a tag and a type at a time: what a day has of names is capped. */
export async function dayCounts(
  db: Connection,
  { writeKeys, event, days, limit, cursor }: DayFilter,
): Promise<DayPage> {
  const place = cursor === undefined ? undefined : readCountCursor(cursor);
  const tags = [...writeKeys].sort(compareTexts);
  const found: DayCount[] = [];
  for (let at = days.length - 2; at >= 0 && found.length <= limit && db.isOpen; at--) {
    const day = days[at]!;
    if (place && day > place.hour) continue;
    const read = ofDay(db, day, days[at + 1]!, event);
    for (const write_key of tags) {
      for (const type of STORED_TYPES) {
        const isOn = place?.hour === day;
        const order = isOn ? compareTexts(write_key, place.write_key) || compareTexts(type, place.type) : 1;
        if (order < 0) continue;
        // The row at which the last page ended is read again.
        const after = order === 0 ? place!.event : undefined;
        for (const row of read(write_key, type, after ?? '', limit + 2)) {
          if (row.event !== after) found.push({ write_key, type, ...row, day });
        }
      }
    }
    // Beacons commit in between.
    await new Promise(setImmediate);
  }
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    counts: found.slice(0, limit),
    next: last ? writeCountCursor({ ...last, hour: last.day }) : null,
  };
}

/** Reads the names of a tag and a type in a day, from one on. */
function ofDay(db: Connection, day: number, end: number, event: string | undefined) {
  const range = hourRange(day, end);
  const count = `sum(${countSql(range)})`;
  const statement = db.prepare<{ event: string; count: number }>(
    `SELECT event, ${count} AS count FROM counts
     WHERE write_key = ? AND type = ? AND hour >= ? AND hour < ? AND event >= ? ${event === undefined ? '' : 'AND event = ?'}
     GROUP BY event HAVING ${count} > 0 ORDER BY event LIMIT ?`,
  );
  const named = event === undefined ? [] : [indexed(event)];
  return (writeKey: string, type: string, from: string, most: number) =>
    statement.all(writeKey, type, range.first, range.until, from, ...named, most);
}
