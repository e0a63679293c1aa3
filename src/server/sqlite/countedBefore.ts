import { keptMarks } from '../attribution/keptMarks.ts';
import { VISITOR_IDS, type Visitor } from '../attribution/visitor.ts';
import { orderMarks } from '../store/marks.ts';
import type { ConversionRow } from '../store/rows.ts';
import type { Connection } from './connection.ts';
import { markOf } from './husks.ts';

export interface CountedBefore {
  /** Whether an order was a conversion of a pixel, before an event. */
  ordered(
    accountId: string,
    pixelId: number,
    order: { tag: string; id: string; isShared: boolean },
    seq: number,
  ): boolean;
  /** Whether a visitor was one within so many ms of a time, before an event. */
  near(visitor: Visitor, pixelId: number, time: number, ms: number, seq: number): boolean;
  /** Remembers the order and, of its visitor, those ids, of a conversion that is about to lose them. */
  keep(conversion: ConversionRow, ids: readonly (typeof VISITOR_IDS)[number][]): void;
}

/** What conversions that are nobody's any more still keep from counting again. */
export function countedBefore(db: Connection): CountedBefore {
  const mark = markOf(db);
  const order = db.prepare(
    'SELECT 1 FROM counted_before WHERE account_id = ? AND pixel_id = ? AND mark = ? AND seq < ? LIMIT 1',
  );
  const visit = db.prepare(
    `SELECT 1 FROM counted_before WHERE account_id = ? AND pixel_id = ? AND mark = ? AND seq < ?
       AND time > ? AND time < ? LIMIT 1`,
  );
  const add = db.prepare(
    `INSERT INTO counted_before (account_id, pixel_id, mark, seq, time) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  );
  return {
    ordered: (accountId, pixelId, { tag, id, isShared }, seq) =>
      id !== '' &&
      orderMarks(mark, tag, id, isShared).some(
        each => order.get(accountId, pixelId, each, seq) !== undefined,
      ),
    near: (visitor, pixelId, time, ms, seq) =>
      VISITOR_IDS.some(
        id =>
          visitor[id] !== '' &&
          visit.get(visitor.account_id, pixelId, mark(id, visitor[id]), seq, time - ms, time + ms) !==
            undefined,
      ),
    keep(row, ids) {
      const { account_id, pixel_id, time } = row;
      for (const each of keptMarks(mark, row, ids)) add.run(account_id, pixel_id, each.mark, each.seq, time);
    },
  };
}
