import { counts, MAX_UNCOUNTED, type Refund, refundedBy } from '../attribution/refund.ts';
import { BadCursor } from '../store/errors.ts';
import type { StoredEvent } from '../store/event.ts';
import { markedOrder, markedRefund } from '../store/marks.ts';
import type { RefundFilter, RefundPage } from '../store/refunds.ts';
import type { ConversionRow } from '../store/rows.ts';
import { areOrdersShared } from './accountRules.ts';
import type { Memory } from './memory.ts';
import { inOrder } from './order.ts';

/** Writes a refund, and what it leaves of its order. */
export function writeRefund(
  memory: Memory,
  account_id: string,
  seq: number,
  { writeKey: write_key, messageId: message_id, time }: StoredEvent,
  refund: Refund,
): void {
  const { order_id, name } = refund;
  const names = [name, markedRefund(memory.mark)(name)];
  const told = [...memory.refunds].filter(
    row =>
      row.account_id === account_id &&
      isOfOrder(memory, row, order_id) &&
      row.seq <= seq &&
      counts(row) === counts(refund),
  );
  const isEnough = counts(refund)
    ? told.some(row => row.write_key === write_key && names.includes(row.name))
    : told.length >= MAX_UNCOUNTED;
  if (isEnough) return;
  memory.refunds.put({ account_id, seq, write_key, message_id, time, ...refund });
  if (!counts(refund)) return;
  for (const row of memory.conversions) {
    if (row.account_id === account_id && row.order_id === order_id) tellRefunds(memory, row, seq);
  }
}

/** Whether a refund is of an order; of one whose event is gone a mark is known. */
const isOfOrder = (
  { mark }: Memory,
  { order_id }: Pick<ConversionRow, 'order_id'>,
  orderId: string,
): boolean => order_id === orderId || order_id === markedOrder(mark)(orderId);

/** Takes out of the refund that an event was what names anybody; what was given back stays. */
export function unrefund({ refunds, mark }: Memory, accountId: string | undefined, seq: number): void {
  const row = refunds.get(accountId, seq);
  if (!row) return;
  row.message_id = row.value_sent = '';
  row.order_id = markedOrder(mark)(row.order_id);
  row.name = markedRefund(mark)(row.name);
}

/** Has a conversion know what of its order was given back. */
export function tellRefunds(memory: Memory, conversion: ConversionRow, at: number): void {
  const { account_id, order_id } = conversion;
  if (!order_id) return;
  const known = [...memory.refunds].filter(
    row => row.account_id === account_id && isOfOrder(memory, row, order_id) && row.seq <= at,
  );
  if (known.length) {
    conversion.refunded = refundedBy(known, conversion, areOrdersShared(memory, account_id, at));
  }
}

/** A page of refunds, the last to arrive first. */
export function readRefunds(
  { refunds }: Memory,
  { accounts, orderId, limit, cursor = String(Number.MAX_SAFE_INTEGER) }: RefundFilter,
): RefundPage {
  if (!/^\d{1,16}$/.test(cursor)) throw new BadCursor(cursor);
  const meant = inOrder(
    [...refunds].filter(
      row =>
        accounts.includes(row.account_id) &&
        (orderId === undefined || row.order_id === orderId) &&
        row.seq < Number(cursor),
    ),
    ({ seq }) => [-seq],
  );
  const page = meant.slice(0, limit).map(row => ({ ...row }));
  return { refunds: page, next: meant.length > limit ? String(page.at(-1)!.seq) : null };
}
