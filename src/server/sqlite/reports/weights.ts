import type { ReportFilter } from '../../store/reports.ts';
import type { Chunk } from './chunks.ts';

/** Whether a visit counts as a whole, by what was ordered in it alone, or not. */
export const NONE = 0;
export const WHOLE = 1;
export const ORDERED = 2;

/**
 * How each visit of a chunk counts, of those that are kept. What looks like no person and bought by an order's number counts
 * as bought by people.
 */
export function weightsOf(chunk: Chunk, kept: Uint8Array, who: ReportFilter['who']): Uint8Array {
  const { arrays, texts } = chunk.column('counted');
  const weightOf = (counted: string) => {
    if (counted === 'test') return NONE;
    if (who === 'all' || counted === who) return WHOLE;
    return who === 'people' ? ORDERED : NONE;
  };
  const weights = Uint8Array.from(texts, weightOf);
  const ordered = chunk.column('ordered').arrays[0]!;
  const found = new Uint8Array(chunk.rows);
  const codes = arrays[0]!;
  for (let row = 0; row < chunk.rows; row++) {
    const weight = weights[codes[row]!]!;
    if (kept[row] && (weight !== ORDERED || ordered[row])) found[row] = weight;
  }
  return found;
}
