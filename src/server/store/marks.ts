import { hash } from 'node:crypto';

/** What is remembered of something that is gone: of whom or what it was can't be told without the store's own key. Stored: never rename a kind. */
export type Marked = 'message_id' | 'order_id' | 'order_of_tag' | 'refund' | 'anonymous_id' | 'user_id';

/** The keyed hash of a value, in hex. */
export type Mark = (kind: Marked, value: string) => string;

/** 128 bits: no two of a store's events have the same. */
const LENGTH = 32;

/** @param key 256 random bits, in hex */
export function marks(key: string): Mark {
  const keyed = (text: string) => hash('sha256', key + text, 'hex');
  // Twice, as HMAC does it: the outer one is of a text that nobody chooses.
  return (kind, value) => keyed(keyed(`${kind}\0${value}`)).slice(0, LENGTH);
}

/** What is remembered of an order: that it was one of its number, and of which tag. '' is any tag. */
export const marksOfOrder = <Made>(
  mark: (kind: Marked, value: string) => Made,
  tag: string,
  orderId: string,
): Made[] => [mark('order_id', orderId), mark('order_of_tag', `${tag} ${orderId}`)];

/** By which of these an order is known to have been. @param isShared whether the account's tags number their orders together */
export const orderMarks = <Made>(
  mark: (kind: Marked, value: string) => Made,
  tag: string,
  orderId: string,
  isShared: boolean,
): Made[] =>
  isShared || tag === ''
    ? [mark('order_id', orderId)]
    : [mark('order_of_tag', `${tag} ${orderId}`), mark('order_of_tag', ` ${orderId}`)];

/** An order's number as it is known of events that are gone: nobody without the store's key makes one. Stored: never change it. */
export const markedOrder =
  (mark: (kind: 'order_id', value: string) => string | Buffer): ((orderId: string) => string) =>
  orderId => {
    const made = mark('order_id', orderId);
    return `#${typeof made === 'string' ? made : made.toString('hex')}`;
  };

/** A refund's own name as it is known of events that are gone: one that whoever gave it back chose may say the order. Stored: never change it. */
export const markedRefund =
  (mark: (kind: 'refund', value: string) => string | Buffer): ((name: string) => string) =>
  name => {
    if (!name.startsWith('id ')) return name;
    const made = mark('refund', name);
    return `id #${typeof made === 'string' ? made : made.toString('hex')}`;
  };
