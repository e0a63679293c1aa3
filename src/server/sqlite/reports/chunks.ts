import { DAY_MS } from '../../../protocol/durations.ts';
import type { StoredVisit } from '../../store/visits.ts';
import type { Connection } from '../connection.ts';
import { buildColumn, madeOf, type Name } from './buildColumn.ts';
import { bytesOf, type Column, unpackColumn } from './column.ts';
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
  const formOf = db.prepare<{ made: number; changes: number }>(
    'SELECT made, changes FROM visit_days WHERE write_key = ? AND day = ?',
  );
  const stored = db.prepare<{ rows: number; content: Uint8Array }>(
    'SELECT rows, content FROM visit_columns WHERE write_key = ? AND day = ? AND name = ? ORDER BY part',
  );
  const cache = new ColumnCache();

  function columnOf(writeKey: string, start: number, name: Name, made: number): Part[] {
    const [key, form] = [`${writeKey} ${start} ${name}`, `made ${made}`];
    const known = cache.get(key, form);
    if (known) return known;
    const found = stored.all(writeKey, start, name);
    const parts = found.map(({ rows, content }) => ({ rows, column: unpackColumn(content) }));
    cache.put(
      key,
      form,
      parts,
      found.reduce((sum, { content }) => sum + content.length, 0),
    );
    return parts;
  }

  const chunksOf = (start: number, columns: ReadonlyMap<Name, Part[]>): Chunk[] => {
    const [first = []] = columns.values();
    return first.map(({ rows }, part) => ({ start, rows, column: name => columns.get(name)![part]!.column }));
  };

  const storedDay = (writeKey: string, start: number, names: readonly Name[], made: number): Chunk[] =>
    chunksOf(start, new Map(names.map(name => [name, columnOf(writeKey, start, name, made)] as const)));

  /** One that goes on, or changed since: its columns hold until its visits change again. */
  function changedDay(writeKey: string, start: number, names: readonly Name[], changes: number): Chunk[] {
    const form = `changed ${changes}`;
    const keyOf = (name: Name) => `${writeKey} ${start} ${name}`;
    const known = new Map(names.map(name => [name, cache.get(keyOf(name), form)] as const));
    const missing = names.filter(name => !known.get(name));
    const built = new Map<Name, Part[]>(missing.map(name => [name, []]));
    if (missing.length)
      for (const { rows, column } of visitsOfDay(db, writeKey, start, missing))
        for (const [name, parts] of built) parts.push({ rows, column: column(name) });
    for (const [name, parts] of built) {
      cache.put(
        keyOf(name),
        form,
        parts,
        parts.reduce((sum, { column }) => sum + bytesOf(column), 0),
      );
    }
    return chunksOf(start, new Map(names.map(name => [name, known.get(name) ?? built.get(name)!] as const)));
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
      const form = formOf.get(writeKey, start);
      if (!form) return visitsOfDay(db, writeKey, start, names);
      const { made, changes } = form;
      return made === changes
        ? storedDay(writeKey, start, names, made)
        : changedDay(writeKey, start, names, changes);
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
