import type { Connection } from '../connection.ts';
import { type VisitWriter, writeVisits } from './writeVisits.ts';

/**
 * Makes visits again, of what is left of their events. One that began before a tag's events went is kept as it is: all of it
 * is counted there, and older events make none.
 * @param live where those are that there were
 */
export function visitsAgain(db: Connection, { live }: { live: string }): VisitWriter {
  const retention = db.prepare<{ until: number }>('SELECT until FROM retention WHERE write_key = ?');
  const had = db.prepare(
    `SELECT 1 FROM ${live}.visits WHERE write_key = ? AND visitor = ? AND session = ? AND seq = ?`,
  );
  return writeVisits(db, {
    again: {
      untilOf: writeKey => retention.get(writeKey)?.until ?? 0,
      hadBegun: (...key) => had.get(...key) !== undefined,
    },
  });
}
