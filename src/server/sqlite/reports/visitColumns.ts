import { DAY_MS } from '../../../protocol/durations.ts';
import type { StoredVisit } from '../../store/visits.ts';
import type { Connection } from '../connection.ts';
import { buildColumn, NAMES, type Name } from './buildColumn.ts';
import { CHUNK } from './chunks.ts';
import { packColumn } from './column.ts';

/** Where a part ends. */
export type Place = Pick<StoredVisit, 'started_at' | 'seq'>;

/** Which part of the visits of a day. */
export interface PartOfDay {
  writeKey: string;
  /** Its start, UTC. */
  day: number;
  /** Where the part before ended. Default: the first part. */
  after?: Place | undefined;
}

/** A part of the visits of a day, column by column. */
export interface VisitColumns {
  /** How often the day's visits had changed. */
  changes: number;
  rows: number;
  columns: [name: Name, content: Uint8Array][];
  /** Where the next part goes on; undefined at the end. */
  next: Place | undefined;
}

/** Makes the columns of a part of a day, as they are to be stored. At one moment of the store. */
export function visitColumns(db: Connection, { writeKey, day, after }: PartOfDay): VisitColumns {
  const { started_at, seq } = after ?? { started_at: day, seq: -1 };
  const visits = db
    .prepare<StoredVisit>(
      `SELECT * FROM visits WHERE write_key = ? AND started_at < ? AND (started_at, seq) > (?, ?)
       ORDER BY started_at, seq LIMIT ${CHUNK}`,
    )
    .all(writeKey, day + DAY_MS, started_at, seq);
  const found = db
    .prepare<{ changes: number }>('SELECT changes FROM visit_days WHERE write_key = ? AND day = ?')
    .get(writeKey, day);
  return {
    changes: found?.changes ?? 0,
    rows: visits.length,
    columns: NAMES.map(name => [name, packColumn(buildColumn(name, visits, day))]),
    next: visits.length === CHUNK ? visits.at(-1) : undefined,
  };
}
