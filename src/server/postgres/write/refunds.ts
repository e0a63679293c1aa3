import { counts, MAX_REFUNDS, MAX_UNCOUNTED, type Refund, refundedBy } from '../../attribution/refund.ts';
import { markedOrder, markedRefund } from '../../store/marks.ts';
import type { ConversionRow, RefundRow } from '../../store/rows.ts';
import type { Context } from '../context.ts';
import type { Session } from '../session.ts';
import type { AccountFacts } from './accountFacts.ts';
import type { Placed } from './placed.ts';

/** Most conversions of one order whose worth a refund lowers: one for each pixel. */
const MAX_CONVERSIONS = 1000;

const COLUMNS = [
  ...(['account_id', 'seq', 'write_key', 'message_id', 'time'] as const),
  ...(['order_id', 'name', 'value', 'value_sent', 'currency', 'marks'] as const),
];

type Of = Pick<ConversionRow, 'account_id' | 'pixel_id' | 'seq' | 'write_key'> &
  Pick<ConversionRow, 'order_id' | 'order_tag' | 'currency' | 'refunded'>;

export interface Refunds {
  /** Writes a refund, and what it leaves of its order. */
  write(event: Placed, refund: Refund): Promise<void>;
  /** Has a conversion know what of its order was given back. */
  tell(conversion: Of, seq: number): Promise<void>;
}

const INSERT = `INSERT INTO refunds (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map((_, at) => `$${at + 1}`).join(', ')})`;

/** As `counts` says it of a row. */
const COUNTS = "strpos(marks, 'unsigned') = 0 AND strpos(marks, 'unreadable') = 0";

const ofOrder = (place: string, test: string, most: number) =>
  `(SELECT * FROM refunds WHERE account_id = $1 AND order_id = ${place} AND seq <= $4 AND ${test} ORDER BY seq LIMIT ${most})`;

/** Those of an order, with those whose events are gone. */
const ofBoth = (test: string, most: number) =>
  `(${ofOrder('$2', test, most)} UNION ALL ${ofOrder('$3', test, most)}) AS told`;

/** Those that count. */
const TOLD = `SELECT * FROM ${ofBoth(COUNTS, MAX_REFUNDS)} ORDER BY seq`;

/** How many do not. */
const UNTOLD = `SELECT count(*)::int AS many FROM ${ofBoth(`NOT (${COUNTS})`, MAX_UNCOUNTED)}`;

const CONVERSIONS = `SELECT account_id, pixel_id, seq, write_key, order_id, order_tag, currency, refunded FROM conversions
  WHERE account_id = $1 AND order_id = $2 AND order_id <> '' ORDER BY pixel_id, seq LIMIT ${MAX_CONVERSIONS}`;
const SET = 'UPDATE conversions SET refunded = $4 WHERE account_id = $1 AND pixel_id = $2 AND seq = $3';

/** What was given back of orders, which may be told before the order is. */
export function refunds(
  session: Session,
  { facts, mark }: { facts: AccountFacts; mark: Context['mark'] },
): Refunds {
  const marked = markedOrder(mark);
  const told = (accountId: string, orderId: string, at: number) =>
    session.all<RefundRow>(TOLD, [accountId, orderId, marked(orderId), at]);
  const untold = async (accountId: string, orderId: string, at: number) =>
    (await session.first<{ many: number }>(UNTOLD, [accountId, orderId, marked(orderId), at]))!.many;

  async function tell(conversion: Of, at: number): Promise<void> {
    const { account_id, pixel_id, seq, order_id, refunded } = conversion;
    const known = order_id ? await told(account_id, order_id, at) : [];
    if (!known.length) return;
    const back = refundedBy(known, conversion, await facts.areOrdersShared(session, account_id, at));
    if (back !== refunded) await session.run(SET, [account_id, pixel_id, seq, back]);
  }

  return {
    tell,
    async write({ accountId: account_id, seq, event }, refund) {
      const { writeKey: write_key, messageId: message_id, time } = event;
      const { order_id, name } = refund;
      const names = [name, markedRefund(mark)(name)];
      const isSame = (row: RefundRow) => row.write_key === write_key && names.includes(row.name);
      const isEnough = counts(refund)
        ? (await told(account_id, order_id, seq)).some(isSame)
        : (await untold(account_id, order_id, seq)) >= MAX_UNCOUNTED;
      if (isEnough) return;
      const row = { account_id, seq, write_key, message_id, time, ...refund };
      await session.run(
        INSERT,
        COLUMNS.map(column => row[column]),
      );
      if (!counts(refund)) return;
      for (const each of await session.all<Of>(CONVERSIONS, [account_id, order_id])) await tell(each, seq);
    },
  };
}
