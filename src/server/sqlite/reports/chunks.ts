import { DAY_MS } from '../../../protocol/durations.ts';
import type { StoredVisit } from '../../store/visits.ts';
import type { Connection } from '../connection.ts';
import { buildColumn, madeOf, type Name } from './buildColumn.ts';
import { type Column, unpackColumn } from './column.ts';

/** Most visits of a chunk. */
export const CHUNK = 16_384;

/** Visits of a tag that began on a day (UTC), column by column. */
export interface Chunk {
  /** Start of the day. */
  start: number;
  rows: number;
  column(name: Name): Column;
}

interface Place {
  started_at: number;
  seq: number;
}

/** Reads the days of tags: from the columns that are stored, or where visits changed since from themselves. */
export function chunks(db: Connection) {
  const next = db.prepare<{ started_at: number }>(
    'SELECT started_at FROM visits WHERE write_key = ? AND started_at >= ? AND started_at < ? ORDER BY started_at LIMIT 1',
  );
  const isMade = db.prepare('SELECT 1 FROM visit_days WHERE write_key = ? AND day = ? AND made = changes');
  const stored = db.prepare<{ part: number; rows: number; name: Name; content: Uint8Array }>(
    `SELECT part, rows, name, content FROM visit_columns
     WHERE write_key = ? AND day = ? AND name IN (SELECT value FROM json_each(?)) ORDER BY part`,
  );

  function* storedDay(writeKey: string, start: number, names: readonly Name[]): Generator<Chunk> {
    const parts = new Map<number, { rows: number; columns: Map<Name, Column> }>();
    for (const { part, rows, name, content } of stored.all(writeKey, start, JSON.stringify(names))) {
      const known = parts.get(part) ?? { rows, columns: new Map<Name, Column>() };
      parts.set(part, known);
      known.columns.set(name, unpackColumn(content));
    }
    for (const { rows, columns } of parts.values()) yield { start, rows, column: name => columns.get(name)! };
  }

  return {
    /** The days from a time on and before another on which a tag has visits. */
    *daysOf(writeKey: string, from: number, to: number): Generator<number> {
      let after = from;
      for (;;) {
        const found = next.get(writeKey, after, to);
        if (!found) return;
        const day = Math.floor(found.started_at / DAY_MS) * DAY_MS;
        yield day;
        after = Math.max(after, day + DAY_MS);
      }
    },

    /** A day of a tag: those columns of it. */
    day(writeKey: string, start: number, names: readonly Name[]): Iterable<Chunk> {
      if (isMade.get(writeKey, start)) return storedDay(writeKey, start, names);
      return visitsOfDay(db, writeKey, start, names);
    },
  };
}

/** A day of a tag as its visits say it. */
export function* visitsOfDay(
  db: Connection,
  writeKey: string,
  start: number,
  names: readonly Name[],
): Generator<Chunk> {
  const columns = new Set(['started_at', 'seq', ...names.flatMap(madeOf)]);
  const read = db.prepare<StoredVisit>(
    `SELECT ${[...columns].join(', ')} FROM visits
     WHERE write_key = ? AND started_at < ? AND (started_at, seq) > (?, ?) ORDER BY started_at, seq LIMIT ${CHUNK}`,
  );
  for (let place: Place | undefined = { started_at: start, seq: -1 }; place; ) {
    const { started_at, seq }: Place = place;
    const visits = read.all(writeKey, start + DAY_MS, started_at, seq);
    const made = new Map<Name, Column>();
    const column = (name: Name): Column => {
      const known = made.get(name) ?? buildColumn(name, visits, start);
      made.set(name, known);
      return known;
    };
    if (visits.length) yield { start, rows: visits.length, column };
    place = visits.length === CHUNK ? visits.at(-1) : undefined;
  }
}
