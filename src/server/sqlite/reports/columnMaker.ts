import { MINUTE_MS } from '../../../protocol/durations.ts';
import { Away } from '../../store/errors.ts';
import { dayOf } from '../../store/quarters.ts';
import type { Connection } from '../connection.ts';
import type { VisitDayRow } from '../schema.ts';
import { dropColumns } from './dropColumns.ts';
import type { PartOfDay, Place } from './readPart.ts';
import type { VisitColumns } from './visitColumns.ts';

/** How long it waits for days to end, or to change. */
const LOOK_MS = MINUTE_MS;

/** A day whose visits change again, by what arrives late, is made again so much later. */
const AGAIN_MS = 10 * MINUTE_MS;

/** Of the time its own share is one of so many. */
const SHARE = 4;

/** Most days that are looked at for one that may be made now. */
const MAX_LOOKED = 1000;

type Day = Pick<VisitDayRow, 'write_key' | 'day' | 'changes'>;

export interface ColumnMaker {
  /** Makes what there is to make, and looks again from time to time. */
  start(): void;
  stop(): void;
  /** Makes all that there is to make now. */
  all(): Promise<void>;
}

/**
 * Makes the columns of the days that have ended: what reports read of them in place of their visits. They are built where
 * `read` reads, beside beacons, and written a part at a time.
 */
export function columnMaker(
  db: Connection,
  read: (part: PartOfDay) => Promise<VisitColumns>,
  now: () => number = Date.now,
): ColumnMaker {
  const due = db.prepare<Day>(
    `SELECT write_key, day, changes FROM visit_days WHERE made <> changes AND day < ?
     ORDER BY day DESC, write_key LIMIT ${MAX_LOOKED}`,
  );
  const changesOf = db.prepare<{ changes: number }>(
    'SELECT changes FROM visit_days WHERE write_key = ? AND day = ?',
  );
  const drop = dropColumns(db);
  const remove = db.prepare('DELETE FROM visit_columns WHERE write_key = ? AND day = ?');
  const insert = db.prepare(
    'INSERT INTO visit_columns (write_key, day, part, name, rows, content) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const made = db.prepare('UPDATE visit_days SET made = changes WHERE write_key = ? AND day = ?');
  const lately = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  const keyOf = ({ write_key, day }: Day) => `${write_key} ${day}`;

  /** One that has ended and was not made just now. */
  function next(): Day | undefined {
    for (const [key, at] of lately) if (at + AGAIN_MS <= now()) lately.delete(key);
    return due.all(dayOf(now())).find(each => !lately.has(keyOf(each)));
  }

  async function make(one: Day): Promise<void> {
    const { write_key, day, changes } = one;
    lately.set(keyOf(one), now());
    while (db.isOpen && db.transaction(() => drop(write_key, day))) await new Promise(setImmediate);
    if (!db.isOpen) return;
    let after: Place | undefined;
    for (let part = 0; ; part++) {
      const { columns, rows, ...built } = await read({ writeKey: write_key, day, after });
      if (!db.isOpen) return;
      const isSame = db.transaction(() => {
        // What was built of other visits than are there now must not stay.
        if (built.changes !== changes || changesOf.get(write_key, day)?.changes !== changes) {
          remove.run(write_key, day);
          return false;
        }
        if (rows)
          for (const [name, content] of columns) insert.run(write_key, day, part, name, rows, content);
        if (!built.next) made.run(write_key, day);
        return true;
      });
      if (!isSame || !built.next) return;
      after = built.next;
    }
  }

  async function work(): Promise<void> {
    let pauseMs = LOOK_MS;
    const startedAt = performance.now();
    try {
      const one = db.isOpen ? next() : undefined;
      if (one) {
        await make(one);
        pauseMs = (SHARE - 1) * (performance.now() - startedAt);
      }
    } catch (error) {
      // A disk that is full or locked, or a store that closes: it is looked at again.
      if (!(error instanceof Away)) throw error;
    }
    if (!isStopped) timer = setTimeout(work, pauseMs).unref();
  }

  return {
    start() {
      timer ??= setTimeout(work, 0).unref();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
    async all() {
      for (let one = next(); one; one = next()) await make(one);
    },
  };
}
