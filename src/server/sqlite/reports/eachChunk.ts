import { DAY_MS } from '../../../protocol/durations.ts';
import type { ReportFilter } from '../../store/reports.ts';
import type { Connection } from '../connection.ts';
import type { Name } from './buildColumn.ts';
import type { Chunk, Chunks } from './chunks.ts';
import { columnOf } from './keep.ts';

/**
 * Reads the visits that a report may be of, a day after the other, each of one moment of the store: what else is to be read
 * has its turn in between. Rejects with the signal's reason once nobody waits for it.
 */
export async function eachChunk(
  db: Connection,
  { daysOf, day }: Chunks,
  { writeKeys, from, to, where }: Pick<ReportFilter, 'writeKeys' | 'from' | 'to' | 'where'>,
  names: readonly Name[],
  add: (chunk: Chunk) => void,
  signal?: AbortSignal,
): Promise<void> {
  const asked = new Set([...names, ...where.map(({ dimension }) => columnOf(dimension))]);
  const perDay = new Map<number, string[]>();
  for (const writeKey of new Set(writeKeys)) {
    for (const start of daysOf(writeKey, from, to)) {
      perDay.set(start, [...(perDay.get(start) ?? []), writeKey]);
    }
  }
  for (const [start, keys] of [...perDay].sort(([a], [b]) => a - b)) {
    // Of a whole day no times are asked.
    const isPart = start < from || start + DAY_MS > to;
    const columns = [...(isPart ? new Set<Name>([...asked, 'started_at']) : asked)];
    for (const writeKey of keys) {
      signal?.throwIfAborted();
      if (!db.isOpen) return;
      db.exec('BEGIN');
      try {
        for (const chunk of day(writeKey, start, columns)) add(chunk);
      } finally {
        db.exec('COMMIT');
      }
      await new Promise(setImmediate);
    }
  }
}
