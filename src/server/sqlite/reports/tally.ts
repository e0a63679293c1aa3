import type { Measures, ReportFilter } from '../../store/reports.ts';
import type { Connection } from '../connection.ts';
import type { Name } from './buildColumn.ts';
import { type Chunk, chunks } from './chunks.ts';
import { type Grouping, Groups } from './groups.ts';
import { columnOf, keep } from './keep.ts';
import { Sums } from './sums.ts';

export interface Tallied {
  /** Of a value; the number of a time. */
  rows: { value: string; measures: Measures }[];
  areVisitorsEstimated: boolean;
}

/** What of a visit is always asked. */
const ALWAYS: Name[] = [
  ...(['started_at', 'counted', 'visitor', 'views', 'events', 'lasted', 'conversions', 'revenue'] as const),
  ...(['ordered', 'ordered_revenue'] as const),
];

/** Sums visits, a day after the other: nobody waits for all of them. Rejects with the signal's reason once nobody waits for it. */
export async function tally(
  db: Connection,
  filter: ReportFilter,
  grouping: Grouping,
  signal?: AbortSignal,
): Promise<Tallied> {
  const { writeKeys, from, to, where, who } = filter;
  const names = new Set([...ALWAYS, ...where.map(({ dimension }) => columnOf(dimension))]);
  if (grouping.by !== 'all' && grouping.by !== 'time') names.add(columnOf(grouping.by));
  const { daysOf, day } = chunks(db);
  const groups = new Groups(grouping);
  const sums = new Sums(who);
  const perDay = new Map<number, string[]>();
  for (const writeKey of new Set(writeKeys)) {
    for (const start of daysOf(writeKey, from, to)) {
      perDay.set(start, [...(perDay.get(start) ?? []), writeKey]);
    }
  }
  const add = (chunk: Chunk) => sums.add(chunk, groups.of(chunk), keep(chunk, filter), grouping.by);
  for (const [start, keys] of [...perDay].sort(([a], [b]) => a - b)) {
    for (const writeKey of keys) {
      signal?.throwIfAborted();
      if (!db.isOpen) break;
      atOnce(db, () => {
        for (const chunk of day(writeKey, start, [...names])) add(chunk);
      });
      await new Promise(setImmediate);
    }
  }
  const { measures, isEstimated } = sums.all(groups.size);
  return {
    rows: groups.values().map((value, at) => ({ value, measures: measures[at]! })),
    areVisitorsEstimated: isEstimated,
  };
}

/** Has all that is read be of one moment, whoever writes meanwhile. */
function atOnce(db: Connection, read: () => void): void {
  db.exec('BEGIN');
  try {
    read();
  } finally {
    db.exec('COMMIT');
  }
}
