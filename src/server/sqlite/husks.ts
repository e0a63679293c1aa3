import { marks } from '../store/marks.ts';
import type { Connection } from './connection.ts';
import type { EventRow, HuskRow } from './schema.ts';

/** The number of the next event, in SQL: none is given twice, also where the newest was erased. */
export const NEXT_SEQ =
  '(SELECT 1 + max(coalesce((SELECT max(seq) FROM events), 0), coalesce((SELECT max(seq) FROM husks), 0)))';

/** Makes the keyed hashes of a store. */
export function markOf(db: Connection): (...of: Parameters<ReturnType<typeof marks>>) => Buffer {
  const read = db.prepare<{ key: string }>(`SELECT key FROM store_keys WHERE name = 'mark'`);
  let last = '';
  let mark = marks(last);
  return (kind, value) => {
    // Another store's backup may be put in this one's place meanwhile.
    const { key } = read.get()!;
    if (key !== last) mark = marks(key);
    last = key;
    return Buffer.from(mark(kind, value), 'hex');
  };
}

/** What an event leaves behind. */
export type Left = Pick<EventRow, 'seq' | 'write_key' | 'message_id' | 'event' | 'received_at' | 'time'> &
  Pick<HuskRow, 'type'> &
  Partial<Pick<HuskRow, 'kind' | 'source' | 'is_repeat'>>;

export interface Husks {
  /** A commit begins: what was asked before may have changed. */
  begin(): void;
  /** Whether a tag had an event that is gone. */
  has(writeKey: string, messageId: string): boolean;
  /** Puts a husk in the place of an event, in the caller's transaction. */
  leave(event: Left): void;
}

export function husks(db: Connection): Husks {
  const mark = markOf(db);
  const any = db.prepare('SELECT 1 FROM husks WHERE write_key = ? LIMIT 1');
  const find = db.prepare('SELECT 1 FROM husks WHERE write_key = ? AND mark = ?');
  const add = db.prepare(
    `INSERT INTO husks (seq, write_key, mark, type, event, received_at, time, kind, source, is_repeat)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (write_key, mark) DO NOTHING`,
  );
  const remove = db.prepare('DELETE FROM events WHERE seq = ?');
  const known = new Map<string, boolean>();
  const hasAny = (writeKey: string) => {
    const is = known.get(writeKey) ?? any.get(writeKey) !== undefined;
    known.set(writeKey, is);
    return is;
  };
  return {
    begin: () => known.clear(),
    has: (writeKey, messageId) =>
      hasAny(writeKey) && find.get(writeKey, mark('message_id', messageId)) !== undefined,
    leave({
      seq,
      write_key,
      message_id,
      type,
      event,
      received_at,
      time,
      kind = '',
      source = '',
      is_repeat = 0,
    }) {
      const hash = mark('message_id', message_id);
      add.run(seq, write_key, hash, type, event, received_at, time, kind, source, is_repeat);
      remove.run(seq);
    },
  };
}
