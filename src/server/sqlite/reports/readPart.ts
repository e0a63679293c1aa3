import { DAY_MS } from '../../../protocol/durations.ts';
import type { StoredVisit } from '../../store/visits.ts';
import type { Connection } from '../connection.ts';
import { buildColumn, madeOf, type Name } from './buildColumn.ts';
import type { Column } from './column.ts';

/** Most visits of a part. */
const MAX_ROWS = 32_768;

/**
 * What the texts of a part come to, about: the thread that reads has some 200 MB, and a visit may say 100 pages that nobody else
 * saw. With 20,000 visits a day those of a day are one part.
 */
export const PART_BYTES = 6 * 1024 * 1024;

/** What anybody can make up. Of each the length is told without reading it. */
const BYTES = [
  ...(['pages', 'names', 'entry', 'exit', 'source', 'medium', 'campaign', 'referrer'] as const),
  ...(['language', 'device', 'browser', 'system', 'country'] as const),
]
  .map(column => `octet_length(${column})`)
  .join(' + ');

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
export interface ReadPart {
  rows: number;
  columns: Map<Name, Column>;
  /** Where the next part goes on; undefined at the end. */
  next: Place | undefined;
}

/** Reads a part of a day as its visits say it. It ends at the same visit whatever columns are asked. */
export function readPart(
  db: Connection,
  { writeKey, day, after }: PartOfDay,
  names: readonly Name[],
): ReadPart {
  const columns = new Set(['started_at', 'seq', ...names.flatMap(madeOf)]);
  const read = db.prepare<StoredVisit & { bytes: number }>(
    `SELECT ${[...columns].join(', ')}, ${BYTES} AS bytes FROM visits
     WHERE write_key = ? AND started_at < ? AND (started_at, seq) > (?, ?) ORDER BY started_at, seq LIMIT ${MAX_ROWS}`,
  );
  const building = names.map(name => [name, buildColumn(name, day)] as const);
  const { started_at, seq } = after ?? { started_at: day, seq: -1 };
  let [rows, bytes] = [0, 0];
  let last: Place | undefined;
  // One at a time: all at once may be more than there is room for.
  for (const visit of read.iterate(writeKey, day + DAY_MS, started_at, seq)) {
    for (const [, column] of building) column.add(visit);
    last = visit;
    rows++;
    bytes += visit.bytes;
    if (bytes >= PART_BYTES) break;
  }
  const isFull = rows === MAX_ROWS || bytes >= PART_BYTES;
  return {
    rows,
    columns: new Map(building.map(([name, column]) => [name, column.end()])),
    next: isFull && last ? { started_at: last.started_at, seq: last.seq } : undefined,
  };
}
