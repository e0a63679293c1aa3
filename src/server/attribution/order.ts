import type { Fields } from '../../protocol/query.ts';
import type { StoredEvent } from '../store/event.ts';

/** What an event says of its order. */
export interface Order {
  /** '' where there is none. */
  orderId: string;
  /** The beacon's own; null where it has none, or none that is a number. */
  value: number | null;
  /** '' where there is none. */
  currency: string;
}

/** Longest order id that tells orders apart; a longer one is none. */
const MAX_ORDER_ID = 255;

/** What an event says of its order. */
export function orderOf({ fields }: StoredEvent): Order {
  const { order_id, revenue, value, currency } = (fields.properties ?? {}) as Fields;
  return {
    orderId: textOf(order_id, MAX_ORDER_ID),
    value: amount(revenue) ?? amount(value),
    currency: textOf(currency, 20),
  };
}

const textOf = (value: unknown, maxLength: number): string =>
  typeof value === 'string' && value.length <= maxLength ? value.trim() : '';

/** A plain number: what a page formats for people (`$10`, `1.000,00`) has no one meaning. */
export function amount(value: unknown): number | null {
  return typeof value === 'string' && /^\s*-?\d{1,15}(\.\d{1,15})?\s*$/.test(value) ? Number(value) : null;
}
