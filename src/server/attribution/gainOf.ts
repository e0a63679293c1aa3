import type { StoredEvent } from '../store/event.ts';
import { orderOf } from './order.ts';
import type { Said } from './said.ts';

/** What a site got by an event: a purchase or a lead. */
export interface Gain {
  /** Whether it is a purchase with an order's number: that counts whatever its visitor looks like. */
  isOrdered: boolean;
  /** Of a purchase; null where it says none. */
  value: number | null;
  /** '' where there is none; a code of three letters is the same one in either case. */
  currency: string;
}

/** What a site got by an event; undefined of most. @param isRepeat whether another event told of it before */
export function gainOf(event: StoredEvent, said: Said | undefined, isRepeat: boolean): Gain | undefined {
  const business = isRepeat ? undefined : said?.kind.business;
  if (business !== 'PURCHASE' && business !== 'LEAD') return undefined;
  if (business === 'LEAD') return { isOrdered: false, value: null, currency: '' };
  const { orderId, value, currency } = orderOf(event);
  return {
    isOrdered: orderId !== '',
    value,
    currency: /^[a-z]{3}$/i.test(currency) ? currency.toUpperCase() : currency,
  };
}
