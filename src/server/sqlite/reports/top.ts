import type { Dimension, ReportFilter, TopPage } from '../../store/reports.ts';
import { topPage } from '../../visits/topCursor.ts';
import type { Connection } from '../connection.ts';
import type { Chunks } from './chunks.ts';
import { eachChunk } from './eachChunk.ts';
import { Groups } from './groups.ts';
import { columnOf, isWhole, keep } from './keep.ts';
import { tally } from './tally.ts';
import { VisitCounts } from './visitCounts.ts';
import { weightsOf } from './weights.ts';

interface Asked extends ReportFilter {
  dimension: Dimension;
  limit: number;
  cursor?: string | undefined;
}

/** The values with the most visits: all of them are counted first, and what else there is to say is summed of the page's alone. */
export async function top(
  db: Connection,
  chunks: Chunks,
  { dimension, limit, cursor, ...filter }: Asked,
  signal?: AbortSignal,
): Promise<TopPage> {
  // Before anything is read.
  topPage([], { limit, cursor });
  const groups = new Groups({ by: dimension });
  const counts = new VisitCounts();
  await eachChunk(
    db,
    chunks,
    filter,
    ['counted', 'ordered', columnOf(dimension)],
    chunk => {
      const grouped = groups.of(chunk);
      const weights = () => weightsOf(chunk, keep(chunk, filter), filter.who);
      if (isWhole(chunk, filter))
        counts.addAll(chunk.column(columnOf(dimension)), filter.who, grouped, weights);
      else counts.add(grouped, weights());
      if (groups.isFull) counts.move(groups.keepFirst(counts.mostFirst()));
    },
    signal,
  );
  const { rows: found, next } = topPage(counts.all(groups.values()), { limit, cursor });
  if (!found.length) return { rows: [], next };
  const only = found.map(({ value }) => value);
  const isOther = (value: string) => groups.isOther(value);
  const { rows } = await tally(db, chunks, filter, { by: dimension, only, isOther }, signal);
  return {
    rows: topPage(
      rows.map(({ value, measures }) => ({ value, ...measures })),
      { limit },
    ).rows,
    next,
  };
}
