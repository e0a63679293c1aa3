import { conversionEventOf } from '../../protocol/conversions.ts';
import type { Fields } from '../../protocol/query.ts';
import type { StoredEvent } from '../store/event.ts';

/** An event that fires conversion pixels: one of them, or all of a category. */
export interface Fire {
  pixelId?: number;
  /** Of `CONVERSION_EVENTS`. */
  category?: number;
  /** '' where there is none. */
  orderId: string;
  /** The beacon's own; null where it has none, or none that is a number. */
  value: number | null;
  /** '' where there is none. */
  currency: string;
}

/** Longest order id that tells orders apart; a longer one is none. */
const MAX_ORDER_ID = 255;

/** What an event fires; undefined of most. */
export function fireOf({ type, event, fields }: StoredEvent): Fire | undefined {
  const category = type === 'track' ? conversionEventOf(event)?.id : undefined;
  if (type !== 'fire' && category === undefined) return undefined;
  const { order_id, revenue, value, currency } = (fields.properties ?? {}) as Fields;
  return {
    ...(category === undefined ? { pixelId: Number(event) } : { category }),
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
