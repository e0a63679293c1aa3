import { toldBy } from '../../attribution/completions.ts';
import { tagOfOrder } from '../../attribution/sameOrder.ts';
import { VISITOR_IDS, type Visitor } from '../../attribution/visitor.ts';
import { marksOfOrder, orderMarks } from '../../store/marks.ts';
import type { ConversionRow } from '../../store/rows.ts';
import type { Context } from '../context.ts';
import type { Session } from '../session.ts';

export interface CountedBefore {
  /** Whether an order was a conversion of a pixel, before an event. */
  ordered(
    accountId: string,
    pixelId: number,
    order: { tag: string; id: string; isShared: boolean },
    seq: number,
  ): Promise<boolean>;
  /** Whether a visitor was one within so many ms of a time, before an event. */
  near(visitor: Visitor, pixelId: number, time: number, ms: number, seq: number): Promise<boolean>;
  /** Remembers the order and, of its visitor, those ids, of a conversion that is about to lose them. */
  keep(conversion: ConversionRow, ids: readonly (typeof VISITOR_IDS)[number][]): Promise<void>;
}

const ORDER = `SELECT true FROM counted_before WHERE account_id = $1 AND pixel_id = $2 AND mark = ANY($3::bytea[]) AND seq < $4
  LIMIT 1`;
const VISIT = `SELECT true FROM counted_before WHERE account_id = $1 AND pixel_id = $2 AND mark = ANY($3::bytea[]) AND seq < $4
  AND time > $5 AND time < $6 LIMIT 1`;
const KEEP = `INSERT INTO counted_before (account_id, pixel_id, mark, seq, time) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT DO NOTHING`;

/** What conversions that are nobody's any more still keep from counting again. */
export function countedBefore(session: Session, mark: Context['mark']): CountedBefore {
  const isThere = async (statement: string, values: Parameters<Session['first']>[1]) =>
    (await session.first(statement, values)) !== undefined;
  return {
    ordered: async (accountId, pixelId, { tag, id, isShared }, seq) =>
      id !== '' && isThere(ORDER, [accountId, pixelId, orderMarks(mark, tag, id, isShared), seq]),
    async near(visitor, pixelId, time, ms, seq) {
      const those = VISITOR_IDS.filter(id => visitor[id] !== '').map(id => mark(id, visitor[id]));
      if (!those.length) return false;
      return isThere(VISIT, [visitor.account_id, pixelId, those, seq, time - ms, time + ms]);
    },
    async keep(row, ids) {
      const { account_id, pixel_id, time } = row;
      const ofOrder = row.order_id ? marksOfOrder(mark, tagOfOrder(row), row.order_id) : [];
      for (const each of ofOrder) {
        await session.run(KEEP, [account_id, pixel_id, each, toldBy(row, 'order_id'), time]);
      }
      for (const id of ids) {
        if (row[id] === '') continue;
        await session.run(KEEP, [account_id, pixel_id, mark(id, row[id]), toldBy(row, id), time]);
      }
    },
  };
}
