import type { ConversionRow } from '../store/rows.ts';
import type { Knowledge } from './complete.ts';

type Completed = Pick<ConversionRow, 'seq' | 'completed_by'>;

/** An event that told more of a conversion, and what it told. Stored: never change. */
type Completion = [seq: number, ...told: (keyof Knowledge)[]];

const read = ({ completed_by }: Pick<ConversionRow, 'completed_by'>): Completion[] =>
  JSON.parse(completed_by);

/** All events that a conversion is made of. */
export const eventsOf = (row: Completed): number[] => [row.seq, ...read(row).map(([seq]) => seq)];

/** The event that told a part of it last. */
export const toldBy = (row: Completed, part: keyof Knowledge): number =>
  read(row).findLast(([, ...told]) => told.includes(part))?.[0] ?? row.seq;

/** `completed_by` with one more event, by what it changed. */
export function withCompletion(row: Completed & Knowledge, next: Knowledge, seq: number): string {
  const told = (Object.keys(next) as (keyof Knowledge)[]).filter(name => next[name] !== row[name]);
  return JSON.stringify([...read(row), [seq, ...told]]);
}
