import { isOrderId } from '../../protocol/orderId.ts';
import type { Fields } from '../../protocol/query.ts';
import { type Mark, marksOf } from '../store/conversionMarks.ts';
import type { StoredEvent } from '../store/event.ts';
import { readValue } from './readValue.ts';
import { isSigned, tgpOf } from './signed.ts';

/** What an event says of an order. */
export interface Order {
  /** '' where there is none. */
  orderId: string;
  /** The event's own; null where it has none, none that can be read, or none that counts. */
  value: number | null;
  /** As it was sent, where that is no plain number, or does not count; else ''. */
  valueSent: string;
  /** '' where there is none. */
  currency: string;
  /** Whether a secret of its tag vouches for it. */
  isSigned: boolean;
  marks: Mark[];
}

/** Longest order id that tells orders apart; a longer one is none. */
const MAX_ORDER_ID = 255;

const MAX_CURRENCY = 20;

/** Longest text of a value that is kept. */
const MAX_VALUE_SENT = 255;

/**
 * The order of an event.
 * @param isOld whether it arrived when a value was a plain number or none
 */
export function orderOf(event: StoredEvent, isOld = false): Order {
  const properties = (event.fields.properties ?? {}) as Fields;
  const { order_id, revenue, value, currency } = properties;
  const said = { orderId: orderIn(textOf(order_id, MAX_ORDER_ID)), currency: textOf(currency, MAX_CURRENCY) };
  if (isOld) {
    return { ...said, value: plain(revenue) ?? plain(value), valueSent: '', isSigned: false, marks: [] };
  }
  const orderId = said.orderId || orderInId(event);
  return { ...said, orderId, ...ownValue(event, [revenue, value], said.currency) };
}

/** The order that the install code has put into an event's id, whatever properties a pixel has: `{write key}:{event}:{order}`. */
function orderInId(event: StoredEvent): string {
  const { messageId: cameWith } = tgpOf(event);
  const id = typeof cameWith === 'string' ? cameWith : event.messageId;
  const start = `${event.writeKey}:${event.event}:`;
  return event.type === 'track' && id.startsWith(start) ? orderIn(id.slice(start.length).trim()) : '';
}

/** What a page writes that has no order is none: it would be the order of everyone. */
const orderIn = (text: string): string => (isOrderId(text) ? text : '');

function ownValue(
  event: StoredEvent,
  sent: unknown[],
  currency: string,
): Pick<Order, 'value' | 'valueSent' | 'isSigned' | 'marks'> {
  const signed = isSigned(event);
  const marks = marksOf(event);
  const readings = sent.map(each => ({ ...readValue(each, currency), each }));
  const found = readings.find(({ is }) => is === 'number') ?? readings.find(({ is }) => is !== 'none');
  if (!found || found.is === 'none') return { value: null, valueSent: '', isSigned: signed, marks };
  const text = typeof found.each === 'object' ? JSON.stringify(found.each) : String(found.each);
  const valueSent = text.slice(0, MAX_VALUE_SENT);
  const unknown = (mark: Mark) => ({ value: null, valueSent, isSigned: signed, marks: [...marks, mark] });
  if (found.is === 'unreadable') return unknown('unreadable');
  // What lowers a sum is vouched for.
  if (found.value < 0 && !signed) return unknown('unsigned');
  if (found.isPlain) return { value: found.value, valueSent: '', isSigned: signed, marks };
  return { value: found.value, valueSent, isSigned: signed, marks: [...marks, 'read'] };
}

function textOf(value: unknown, maxLength: number): string {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.length <= maxLength ? text.trim() : '';
}

const plain = (value: unknown): number | null =>
  typeof value === 'string' && /^\s*-?\d{1,15}(\.\d{1,15})?\s*$/.test(value) ? Number(value) : null;
