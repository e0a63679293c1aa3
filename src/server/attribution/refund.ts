import type { Fields } from '../../protocol/query.ts';
import { type Mark, markText } from '../store/conversionMarks.ts';
import type { StoredEvent } from '../store/event.ts';
import { WHOLE_ORDER } from '../store/refunds.ts';
import type { ConversionRow, RefundRow } from '../store/rows.ts';
import { exactSum } from './exactSum.ts';
import { orderOf } from './order.ts';
import { tagOfOrder } from './sameOrder.ts';
import { tgpOf } from './signed.ts';

/** The track event that gives an order back, or a part of it. */
export const REFUND = 'refund';

/** What an event gives back, as it is stored. */
export type Refund = Pick<RefundRow, 'order_id' | 'name' | 'value' | 'value_sent' | 'currency' | 'marks'>;

/** What an event gives back; undefined of most. */
export function refundOf(event: StoredEvent): Refund | undefined {
  if (event.type !== 'track' || event.event !== REFUND) return undefined;
  const { orderId, value, valueSent, currency, isSigned, marks } = orderOf(event);
  if (!orderId) return undefined;
  const { revenue, value: part } = (event.fields.properties ?? {}) as Fields;
  const isWhole = [revenue, part].every(each => each === undefined || each === null || each === '');
  const isPart = value !== null && value >= 0;
  const own: Mark[] = isWhole || isPart ? [] : ['unreadable'];
  const all: Mark[] = isSigned ? [...marks, ...own] : [...marks, ...own, 'unsigned'];
  const { refund } = tgpOf(event);
  return {
    order_id: orderId,
    // A page that is loaded again sends the same with another id.
    name: typeof refund === 'string' ? `id ${refund}` : JSON.stringify([value, currency]),
    value: isPart ? value : null,
    value_sent: valueSent,
    currency,
    marks: markText([...new Set(all)]),
  };
}

/** Whether a refund lowers what its order is worth. */
export const counts = ({ marks }: Pick<RefundRow, 'marks'>): boolean =>
  !/\b(unsigned|unreadable)\b/.test(marks);

/** Most refunds of one order that are added up. */
export const MAX_REFUNDS = 1000;

/** Most refunds of one order that are listed and lower nothing, the first to arrive: anybody sends them. */
export const MAX_UNCOUNTED = 100;

/**
 * What of a conversion's order was given back.
 * @param refunds of that order's id
 * @param isShared whether the account's tags number their orders together
 */
export function refundedBy(
  refunds: readonly RefundRow[],
  conversion: Pick<ConversionRow, 'order_tag' | 'write_key' | 'currency'>,
  isShared: boolean,
): number {
  const tag = tagOfOrder(conversion);
  const own = refunds.filter(
    refund =>
      counts(refund) &&
      (isShared || tag === '' || refund.write_key === tag) &&
      (refund.currency === '' || conversion.currency === '' || refund.currency === conversion.currency),
  );
  if (own.some(({ value }) => value === null)) return WHOLE_ORDER;
  return Math.min(WHOLE_ORDER, exactSum(...own.map(({ value }) => value ?? 0)).value());
}
