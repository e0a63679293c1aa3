import { STEP_BYTES } from '../../store/fittingPlaces.ts';
import type { Connection } from '../connection.ts';

/** Most columns that are looked at. */
const STEP = 200;

/** Removes columns of a day of a tag, one at least, as many as take so much; returns how many: 0 at the end. */
export function dropColumns(db: Connection): (writeKey: string, day: number) => number {
  const some = db.prepare(
    `DELETE FROM visit_columns WHERE rowid IN (
       SELECT row FROM (
         SELECT rowid AS row, sum(octet_length(content)) OVER (ROWS UNBOUNDED PRECEDING) - octet_length(content) AS before
         FROM visit_columns WHERE write_key = ? AND day = ? LIMIT ${STEP})
       WHERE before < ${STEP_BYTES})`,
  );
  return (writeKey, day) => some.run(writeKey, day).changes;
}
