import { DAY_MS } from '../../../protocol/durations.ts';
import type { Connection } from '../connection.ts';
import type { Name } from './buildColumn.ts';
import { bytesOf, type Column, unpackColumn } from './column.ts';
import { ColumnCache, type Part } from './columnCache.ts';
import { type Place, readPart } from './readPart.ts';

/** Visits of a tag that began on a day (UTC), column by column. */
export interface Chunk {
  /** Start of the day. */
  start: number;
  rows: number;
  column(name: Name): Column;
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
    'SELECT rows, content FROM visit_columns WHERE write_key = ? AND day = ? AND name = ? AND part = ?',
  );
  const cache = new ColumnCache();

  /** A part of a column that is stored; undefined after the last. */
  function storedPart(of: OfDay, name: Name, part: number, made: number): Part | undefined {
    const [key, form] = [keyOf(of, name, part), `made ${made}`];
    const known = cache.get(key, form);
    if (known) return known;
    const found = stored.get(of.writeKey, of.start, name, part);
    if (!found) return undefined;
    const { rows, content } = found;
    const column = unpackColumn(content);
    cache.put(key, form, { rows, column }, bytesOf(column, content));
    return { rows, column };
  }

  function* storedDay(of: OfDay, names: readonly Name[], made: number): Generator<Chunk> {
    for (let part = 0; ; part++) {
      const parts = new Map<Name, Part>();
      for (const name of names) {
        const found = storedPart(of, name, part, made);
        if (!found) return;
        parts.set(name, found);
      }
      yield chunkOf(of, parts);
    }
  }

  /**
   * One that goes on, or changed since: its columns hold until its visits change again.
   * @param form undefined where it is not known when they do
   */
  function* changedDay(of: OfDay, names: readonly Name[], form: string | undefined): Generator<Chunk> {
    let after: Place | undefined;
    for (let part = 0; ; part++) {
      const parts = new Map<Name, Part>();
      const missing: Name[] = [];
      for (const name of names) {
        const known = form === undefined ? undefined : cache.get(keyOf(of, name, part), form);
        if (known) parts.set(name, known);
        else missing.push(name);
      }
      for (const [name, read] of missing.length ? partsOf(of, after, missing) : []) {
        parts.set(name, read);
        if (form !== undefined) cache.put(keyOf(of, name, part), form, read, bytesOf(read.column));
      }
      const [first] = parts.values();
      if (first?.rows) yield chunkOf(of, parts);
      if (!first?.next) return;
      after = first.next;
    }
  }

  function partsOf({ writeKey, start }: OfDay, after: Place | undefined, names: Name[]): [Name, Part][] {
    const { rows, columns, next } = readPart(db, { writeKey, day: start, after }, names);
    return [...columns].map(([name, column]) => [name, { rows, column, next }]);
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
      const of = { writeKey, start };
      const found = formOf.get(writeKey, start);
      if (found && found.made === found.changes) return storedDay(of, names, found.made);
      return changedDay(of, names, found && `changed ${found.changes}`);
    },
  };
}

/** Whose day, and when it begins. */
interface OfDay {
  writeKey: string;
  start: number;
}

const keyOf = ({ writeKey, start }: OfDay, name: Name, part: number): string =>
  `${writeKey} ${start} ${name} ${part}`;

/** A part of all columns that are asked, one at least. */
function chunkOf({ start }: OfDay, parts: ReadonlyMap<Name, Part>): Chunk {
  const [first] = parts.values();
  return { start, rows: first!.rows, column: name => parts.get(name)!.column };
}
