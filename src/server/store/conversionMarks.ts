import type { StoredEvent } from './event.ts';

/**
 * What is told of an event or a conversion, beside what it says: its value can't be read (`unreadable`), or was read though
 * it is no plain number (`read`); it would lower a sum and is not signed (`unsigned`), or its signature is wrong
 * (`signature`); it comes from a host that is not its tag's (`host`). Stored: never rename.
 */
export const MARKS = ['unreadable', 'read', 'unsigned', 'signature', 'host'] as const;
export type Mark = (typeof MARKS)[number];

/** Marks as a row holds them: those of a value that counts for nothing make it unknown. */
export const isUnknown = (marks: string): boolean => /\b(unreadable|unsigned)\b/.test(marks);

/** Marks as they stand in a row. */
export const markText = (marks: readonly Mark[]): string => marks.join(',');

export const readMarks = (text: string): Mark[] => (text ? (text.split(',') as Mark[]) : []);

/** What the collector found of an event when it arrived: `context.tgp.marks`. */
export function marksOf({ fields }: Pick<StoredEvent, 'fields'>): Mark[] {
  const { tgp } = (fields.context ?? {}) as { tgp?: { marks?: unknown } };
  const text = typeof tgp?.marks === 'string' ? tgp.marks : '';
  return readMarks(text).filter(mark => MARKS.includes(mark));
}
