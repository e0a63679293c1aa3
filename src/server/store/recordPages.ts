import { BadCursor } from './errors.ts';
import type { Accounts } from './records.ts';

/** What a page of records is ordered by: the name that people read, or when they were made. Equal ones: by their keys. */
export type RecordOrder = 'name' | 'created_at';

/** Which records to read. */
export interface RecordQuery {
  /** Of tokens: those that open nothing else; of users: those that open one of them. */
  accounts: Accounts;
  /** A text in small letters that is in one of the kind's texts, whatever letters those have. Default: any. */
  text?: string | undefined;
  /** Of saved pixels: those of a type. Default: any. */
  type?: string | undefined;
  order: RecordOrder;
  isFalling: boolean;
  /** How many to skip. Default: 0. */
  start?: number | undefined;
  limit: number;
  /** Where the last page ended, as that page said it. */
  cursor?: string | undefined;
}

/** Some of the records that were asked for. */
export interface RecordPage<Row> {
  rows: Row[];
  /** Reads on from here; null at the end. */
  next: string | null;
}

/** Records that are read in pages, by what is in them, however many there are. */
export interface Paged<Row> {
  /** Throws `BadCursor`. */
  page(query: RecordQuery, signal?: AbortSignal): Promise<RecordPage<Row>>;
  /** How many there are, of all pages. */
  count(query: Pick<RecordQuery, 'accounts' | 'text' | 'type'>, signal?: AbortSignal): Promise<number>;
}

/** Where a row stands: what it is ordered by, and its key. */
export type RecordPlace = readonly [value: string | number, key: string];

/** Where a page ended, as text. */
export const writePlace = (place: RecordPlace): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

/** Reads such a text of that order; throws `BadCursor`. */
export function readPlace(cursor: string, order: RecordOrder): RecordPlace {
  try {
    const [value, key, ...more] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const isRight = typeof value === (order === 'name' ? 'string' : 'number') && typeof key === 'string';
    if (isRight && !more.length) return [value, key];
  } catch {
    // It is none of ours.
  }
  throw new BadCursor(cursor);
}
