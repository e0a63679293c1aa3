import { BadCursor } from './errors.ts';

/** Where a page ended, as text. */
export const writeCursor = (numbers: number[]): string => numbers.join('-');

/** Reads such a text; throws `BadCursor`. */
export function readCursor(cursor: string, length: number): number[] {
  const parts = cursor.split('-');
  if (parts.length !== length || !parts.every(part => /^\d{1,15}$/.test(part))) throw new BadCursor(cursor);
  return parts.map(Number);
}
