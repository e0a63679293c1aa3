import { DAY_MS } from '../../../protocol/durations.ts';
import type { StoredVisit } from '../../store/visits.ts';
import type { Connection } from '../connection.ts';
import { buildColumn, madeOf, type Name } from './buildColumn.ts';
import { type Column, unpackColumn } from './column.ts';
import { ColumnCache, type Part } from './columnCache.ts';

/** Most visits of a chunk. */
export const CHUNK = 32_768;

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

export type Chunks = ReturnType<typeof chunks>;

/** Reads the days of tags: from the columns that are stored, or where visits changed since from themselves. */
export function chunks(db: Connection) {
  const next = db.prepare<{ started_at: number }>(
    'SELECT started_at FROM visits WHERE write_key = ? AND started_at >= ? AND started_at < ? ORDER BY started_at LIMIT 1',
  );
  const made = db.prepare<{ made: number }>(
    'SELECT made FROM visit_days WHERE write_key = ? AND day = ? AND made = changes',
  );
  const stored = db.prepare<{ rows: number; content: Uint8Array }>(
    'SELECT rows, content FROM visit_columns WHERE write_key = ? AND day = ? AND name = ? ORDER BY part',
  );
  const cache = new ColumnCache();

  function columnOf(writeKey: string, start: number, name: Name, form: number): Part[] {
    const key = `${writeKey} ${start} ${name} ${form}`;
    const known = cache.get(key);
    if (known) return known;
    const found = stored.all(writeKey, start, name);
    const parts = found.map(({ rows, content }) => ({ rows, column: unpackColumn(content) }));
    cache.put(
      key,
      parts,
      found.reduce((sum, { content }) => sum + content.length, 0),
    );
    return parts;
  }

  function storedDay(writeKey: string, start: number, names: readonly Name[], form: number): Chunk[] {
    const columns = new Map(names.map(name => [name, columnOf(writeKey, start, name, form)] as const));
    const [first = []] = columns.values();
    return first.map(({ rows }, part) => ({ start, rows, column: name => columns.get(name)![part]!.column }));
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
      const found = made.get(writeKey, start);
      if (found) return storedDay(writeKey, start, names, found.made);
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
