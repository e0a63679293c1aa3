import { markText } from '../store/conversionMarks.ts';
import type { ConversionRow } from '../store/rows.ts';
import type { Order } from './order.ts';

/** What two events of one order may each know of it. */
export type Knowledge = Pick<
  ConversionRow,
  | 'anonymous_id'
  | 'user_id'
  | 'order_id'
  | 'order_tag'
  | 'value'
  | 'value_sent'
  | 'currency'
  | 'marks'
  | 'signed'
>;

/**
 * What is known of a conversion once another event has told of its order: each completes the other. One that is signed says
 * what the order is worth, and of one that is not only the visitor stays. Undefined where nothing is new.
 */
export function complete(known: Knowledge, told: Knowledge): Knowledge | undefined {
  const isTakenOver = told.signed > known.signed;
  const [first, other] = isTakenOver ? [told, known] : [known, told];
  const isOpen = first.signed === 0 && first.value === null;
  const takesValue = isOpen && (other.value !== null || (first.value_sent === '' && other.value_sent !== ''));
  const { value, value_sent, currency, marks } = takesValue ? other : first;
  const isOfBoth = first.signed === 0 && (other.value === null || other.value === value);
  const next: Knowledge = {
    anonymous_id: first.anonymous_id || other.anonymous_id,
    user_id: first.user_id || other.user_id,
    order_id: first.order_id || other.order_id,
    order_tag: first.order_tag || other.order_tag,
    value,
    value_sent,
    currency: currency || (isOfBoth ? other.currency : ''),
    marks,
    signed: first.signed,
  };
  const isNew = (Object.keys(next) as (keyof Knowledge)[]).some(name => next[name] !== known[name]);
  return isNew ? next : undefined;
}

/** What an event knows of its order. */
export const knowledgeOf = (
  { anonymous_id, user_id }: Pick<ConversionRow, 'anonymous_id' | 'user_id'>,
  order_tag: string,
  { orderId, value, valueSent, currency, marks, isSigned }: Order,
): Knowledge => ({
  anonymous_id,
  user_id,
  order_id: orderId,
  order_tag,
  value,
  value_sent: valueSent,
  currency,
  marks: markText(marks),
  signed: isSigned ? 1 : 0,
});

/**
 * Which of a visitor's conversions in the pixel's interval an order is again. One that is signed is no repeat of one that is
 * not: it takes its place, where that is of no other order.
 */
export function repeated<Row extends Pick<ConversionRow, 'signed' | 'order_id' | 'seq'>>(
  nearby: Row[],
  { isSigned, orderId }: Order,
): Row | undefined {
  const inTurn = [...nearby].sort((a, b) => a.seq - b.seq);
  if (!isSigned) return inTurn[0];
  return (
    inTurn.find(({ signed }) => signed === 1) ??
    inTurn.find(({ order_id }) => order_id === '' || order_id === orderId)
  );
}
