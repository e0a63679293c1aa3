import { counts, MAX_REFUNDS, MAX_UNCOUNTED, type Refund, refundedBy } from '../attribution/refund.ts';
import type { StoredEvent } from '../store/event.ts';
import { markedOrder, markedRefund } from '../store/marks.ts';
import { readCursor } from '../store/numberCursor.ts';
import type { RefundFilter, RefundPage } from '../store/refunds.ts';
import type { ConversionRow, RefundRow } from '../store/rows.ts';
import { accountRules } from './accountRules.ts';
import type { Connection } from './connection.ts';
import { markOf } from './husks.ts';
import { pages } from './pages.ts';

/** Most conversions of one order whose worth a refund lowers: one for each pixel. */
const MAX_CONVERSIONS = 1000;

const COLUMNS = [
  ...(['account_id', 'seq', 'write_key', 'message_id', 'time'] as const),
  ...(['order_id', 'name', 'value', 'value_sent', 'currency', 'marks'] as const),
];

/** As `counts` says it of a row. */
const COUNTS = "instr(marks, 'unsigned') = 0 AND instr(marks, 'unreadable') = 0";

type Of = Pick<ConversionRow, 'account_id' | 'pixel_id' | 'seq' | 'write_key'> &
  Pick<ConversionRow, 'order_id' | 'order_tag' | 'currency' | 'refunded'>;

export interface Refunds {
  /** Writes a refund, and what it leaves of its order. */
  write(accountId: string, seq: number, event: StoredEvent, refund: Refund): void;
  /** Has a conversion know what of its order was given back. */
  tell(conversion: Of, seq: number): void;
}

/** What was given back of orders, which may be told before the order is. */
export function refunds(db: Connection): Refunds {
  const { areOrdersShared } = accountRules(db);
  const mark = markOf(db);
  const [marked, named] = [markedOrder(mark), markedRefund(mark)];
  const insert = db.prepare(
    `INSERT INTO refunds (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`,
  );
  const ofOrder = db.prepare<RefundRow>(
    `SELECT * FROM refunds INDEXED BY refunds_by_order WHERE account_id = ? AND order_id = ? AND seq <= ? AND ${COUNTS}
     ORDER BY seq LIMIT ${MAX_REFUNDS}`,
  );
  const uncounted = db.prepare<{ many: number }>(
    `SELECT count(*) AS many FROM (SELECT 1 FROM refunds INDEXED BY refunds_by_order
     WHERE account_id = ? AND order_id = ? AND seq <= ? AND NOT (${COUNTS}) LIMIT ${MAX_UNCOUNTED})`,
  );
  const conversions = db.prepare<Of>(
    `SELECT account_id, pixel_id, seq, write_key, order_id, order_tag, currency, refunded
     FROM conversions INDEXED BY conversions_by_order
     WHERE account_id = ? AND order_id = ? AND order_id <> '' LIMIT ${MAX_CONVERSIONS}`,
  );
  const set = db.prepare(
    'UPDATE conversions SET refunded = ? WHERE account_id = ? AND pixel_id = ? AND seq = ?',
  );

  /** Those of an order that count, with those whose events are gone. */
  const told = (accountId: string, orderId: string, at: number): RefundRow[] =>
    [orderId, marked(orderId)]
      .flatMap(each => ofOrder.all(accountId, each, at))
      .sort((a, b) => a.seq - b.seq);

  /** How many of an order do not count, with those whose events are gone. */
  const untold = (accountId: string, orderId: string, at: number): number =>
    [orderId, marked(orderId)].reduce((sum, each) => sum + uncounted.get(accountId, each, at)!.many, 0);

  function tell(conversion: Of, at: number): void {
    const { account_id, pixel_id, seq, order_id, refunded } = conversion;
    const known = order_id ? told(account_id, order_id, at) : [];
    if (!known.length) return;
    const back = refundedBy(known, conversion, areOrdersShared(account_id, at));
    if (back !== refunded) set.run(back, account_id, pixel_id, seq);
  }

  return {
    tell,
    write(account_id, seq, { writeKey: write_key, messageId: message_id, time }, refund) {
      const { order_id, name } = refund;
      const names = [name, named(name)];
      const isSame = (row: RefundRow) => row.write_key === write_key && names.includes(row.name);
      const isEnough = counts(refund)
        ? told(account_id, order_id, seq).some(isSame)
        : untold(account_id, order_id, seq) >= MAX_UNCOUNTED;
      if (isEnough) return;
      const row = { account_id, seq, write_key, message_id, time, ...refund };
      insert.run(...COLUMNS.map(column => row[column]));
      if (!counts(refund)) return;
      for (const each of conversions.all(account_id, order_id)) tell(each, seq);
    },
  };
}

const newest = pages<RefundRow>(['seq']);

/** A page of refunds, the last to arrive first. */
export function readRefunds(db: Connection, { accounts, orderId, limit, cursor }: RefundFilter): RefundPage {
  const [before] = cursor === undefined ? [Number.MAX_SAFE_INTEGER] : readCursor(cursor, 1);
  const end = 'AND seq < ? ORDER BY seq DESC LIMIT ?';
  const ofAccount = db.prepare<RefundRow>(`SELECT * FROM refunds WHERE account_id = ? ${end}`);
  const ofOrder = db.prepare<RefundRow>(
    `SELECT * FROM refunds INDEXED BY refunds_by_order WHERE account_id = ? AND order_id = ? ${end}`,
  );
  const rows = accounts.flatMap(account =>
    orderId === undefined
      ? ofAccount.all(account, before!, limit + 1)
      : ofOrder.all(account, orderId, before!, limit + 1),
  );
  const page = newest.of(rows.sort(newest.compare), limit);
  return { refunds: page.rows, next: page.next };
}
