import type { Measures, ReportFilter } from '../../store/reports.ts';
import type { Connection } from '../connection.ts';
import type { Name } from './buildColumn.ts';
import type { Chunks } from './chunks.ts';
import { eachChunk } from './eachChunk.ts';
import { type Grouping, Groups } from './groups.ts';
import { columnOf, keep } from './keep.ts';
import { Sums } from './sums.ts';
import { weightsOf } from './weights.ts';

export interface Tallied {
  /** Of a value; the number of a time. */
  rows: { value: string; measures: Measures }[];
  areVisitorsEstimated: boolean;
}

/** What of a visit is always asked. */
const ALWAYS: Name[] = [
  ...(['counted', 'visitor', 'views', 'events', 'lasted', 'conversions', 'revenue'] as const),
  ...(['ordered', 'ordered_revenue'] as const),
];

/** The columns by which visits are grouped. */
export const columnsOf = ({ by }: Grouping): Name[] =>
  by === 'all' ? [] : by === 'time' ? ['started_at'] : [columnOf(by)];

/** Sums visits. */
export async function tally(
  db: Connection,
  chunks: Chunks,
  filter: ReportFilter,
  grouping: Grouping,
  signal?: AbortSignal,
): Promise<Tallied> {
  const groups = new Groups(grouping);
  const sums = new Sums(filter.who);
  await eachChunk(
    db,
    chunks,
    filter,
    [...ALWAYS, ...columnsOf(grouping)],
    chunk => {
      const weights = weightsOf(chunk, keep(chunk, filter), filter.who);
      sums.add(chunk, groups.of(chunk), weights, grouping.by);
    },
    signal,
  );
  const { measures, isEstimated } = sums.all(groups.size);
  return {
    rows: groups.values().map((value, at) => ({ value, measures: measures[at]! })),
    areVisitorsEstimated: isEstimated,
  };
}
