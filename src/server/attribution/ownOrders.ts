import type { StoredEvent } from '../store/event.ts';
import { orderOf } from './order.ts';
import { orderTagOf } from './sameOrder.ts';

/** An order by its number. */
export interface OwnOrder {
  orderId: string;
  /** Whose number it is; '' where it is any tag's. */
  tag: string;
}

/** The orders that events told, each once; a page view tells none. */
export function ownOrders(events: readonly StoredEvent[]): OwnOrder[] {
  const found = new Map<string, OwnOrder>();
  for (const event of events) {
    const { orderId } = orderOf(event);
    const tag = orderTagOf(event);
    if (orderId && event.type !== 'page') found.set(JSON.stringify([tag, orderId]), { orderId, tag });
  }
  return [...found.values()];
}

/** Whether a refund by an order's number is of that order. @param isShared whether the account's tags number their orders together */
export const isOfOwn = ({ tag }: OwnOrder, refund: { write_key: string }, isShared: boolean): boolean =>
  isShared || tag === '' || refund.write_key === tag;
