import { DAY_MS } from '../../../protocol/durations.ts';
import type { Condition, Dimension, ReportFilter } from '../../store/reports.ts';
import type { Name } from './buildColumn.ts';
import type { Chunk } from './chunks.ts';

/** The column that says a dimension. */
export const columnOf = (dimension: Dimension): Name =>
  dimension === 'page' ? 'pages' : dimension === 'event' ? 'names' : dimension;

/** Whether all visits of a chunk are in a report, whoever is meant. */
export const isWhole = (
  { start }: Chunk,
  { from, to, where }: Pick<ReportFilter, 'from' | 'to' | 'where'>,
): boolean => !where.length && from <= start && to >= start + DAY_MS;

/** Which visits of a chunk are in a report, whoever is meant: 1 for each that is. */
export function keep(
  chunk: Chunk,
  { from, to, where }: Pick<ReportFilter, 'from' | 'to' | 'where'>,
): Uint8Array {
  const kept = new Uint8Array(chunk.rows).fill(1);
  const [first, end] = [from - chunk.start, to - chunk.start];
  if (first > 0 || end < DAY_MS) {
    const [starts] = chunk.column('started_at').arrays;
    for (let row = 0; row < chunk.rows; row++) {
      const at = starts![row]!;
      if (at < first || at >= end) kept[row] = 0;
    }
  }
  for (const condition of where) narrow(chunk, condition, kept);
  return kept;
}

function narrow(chunk: Chunk, { dimension, values, not = false }: Condition, kept: Uint8Array): void {
  const { arrays, texts } = chunk.column(columnOf(dimension));
  const asked = new Set(values);
  const is = Uint8Array.from(texts, text => (asked.has(text) ? 1 : 0));
  const wanted = not ? 0 : 1;
  if (dimension !== 'page' && dimension !== 'event') {
    const [codes] = arrays;
    for (let row = 0; row < chunk.rows; row++) if (is[codes![row]!] !== wanted) kept[row] = 0;
    return;
  }
  const [starts, codes] = arrays;
  for (let row = 0; row < chunk.rows; row++) {
    let has = 0;
    for (let at = starts![row]!; at < starts![row + 1]!; at++) has |= is[codes![at]!]!;
    if (has !== wanted) kept[row] = 0;
  }
}
