import { dayOf } from '../../store/quarters.ts';
import type { Connection } from '../connection.ts';
import { dropColumns } from '../reports/dropColumns.ts';

/** Notes on which days visits changed: reports read those from the visits, until their columns are made again. */
export interface VisitDays {
  /** A visit that began then is written, or is no more. */
  note(writeKey: string, startedAt: number): void;
  /** Before visits that began then go: the columns of their days go first, a few in each transaction. */
  clear(writeKey: string, startedAt: readonly number[]): Generator<0>;
  /** In the same transaction. */
  write(): void;
  /** The same, and nothing that was in those visits is in columns any more. */
  erase(): void;
}

export function visitDays(db: Connection): VisitDays {
  const change = db.prepare(
    `INSERT INTO visit_days (write_key, day, changes, made) VALUES (?, ?, 1, 0)
     ON CONFLICT (write_key, day) DO UPDATE SET changes = changes + 1`,
  );
  const any = db.prepare('SELECT 1 FROM visit_columns WHERE write_key = ? AND day = ? LIMIT 1');
  const drop = dropColumns(db);
  const remove = db.prepare('DELETE FROM visit_columns WHERE write_key = ? AND day = ?');
  const noted = new Map<string, Set<number>>();

  const write = (after?: (writeKey: string, day: number) => void) => {
    for (const [writeKey, days] of noted) {
      for (const day of days) {
        change.run(writeKey, day);
        after?.(writeKey, day);
      }
    }
    noted.clear();
  };
  return {
    note(writeKey, startedAt) {
      const days = noted.get(writeKey);
      if (days) days.add(dayOf(startedAt));
      else noted.set(writeKey, new Set([dayOf(startedAt)]));
    },
    *clear(writeKey, startedAt) {
      for (const day of new Set(startedAt.map(dayOf))) {
        if (!any.get(writeKey, day)) continue;
        // Of a day that has changed reports read none.
        db.transaction(() => change.run(writeKey, day));
        while (db.transaction(() => drop(writeKey, day))) yield 0;
      }
    },
    write: () => write(),
    erase: () => write((writeKey, day) => void remove.run(writeKey, day)),
  };
}
