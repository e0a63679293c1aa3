import type { StoredEvent } from '../store/event.ts';
import type { ConversionRow } from '../store/rows.ts';

/** Most conversions of a pixel with one order id that are looked at: one for each tag. */
export const MAX_ALIKE = 100;

/** What `order_tag` says of what arrived when an account's orders were one row of numbers. Stored: never change. */
export const AS_BEFORE = '*';

/** The tag whose number an order has; '' where it is any: a conversion pixel's fire is of the account. */
export const orderTagOf = ({ type, writeKey }: Pick<StoredEvent, 'type' | 'writeKey'>): string =>
  type === 'fire' ? '' : writeKey;

/** The tag whose number a conversion's order has; '' where it is any. */
export const tagOfOrder = ({
  order_tag,
  write_key,
}: Pick<ConversionRow, 'order_tag' | 'write_key'>): string =>
  order_tag === AS_BEFORE ? write_key : order_tag;

/**
 * Which of a pixel's conversions with an order's id are that order: its tag's own, else one that may be any tag's.
 * @param alike the first to arrive first
 * @param isShared whether the account's tags number their orders together
 */
export function sameOrder<Row extends Pick<ConversionRow, 'order_tag' | 'write_key'>>(
  alike: readonly Row[],
  tag: string,
  isShared: boolean,
): Row | undefined {
  if (isShared || tag === '') return alike[0];
  return alike.find(row => tagOfOrder(row) === tag) ?? alike.find(row => tagOfOrder(row) === '');
}
