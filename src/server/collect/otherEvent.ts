import { createHash } from 'node:crypto';
import { isOrderId } from '../../protocol/orderId.ts';
import { isSigned, tgpOf } from '../attribution/signed.ts';
import type { StoredEvent } from '../store/event.ts';
import { indexed } from '../store/indexed.ts';

/** An event whose `messageId` another one has, under an id of its own. */
export interface OtherEvent {
  /** What its id is made of, so that its own repeats have the same: the keyed hash of it, which no stranger can take before it. */
  name: string;
  /** The id that it had before ids were made with a key. */
  oldId: string;
  /** The event under that id; what it came with stays in `context.tgp.messageId`. */
  under(mark: string): StoredEvent;
}

/**
 * The event as one of its own, where `known`, whose `messageId` it came with, is another one: of another type, name or
 * order. Undefined where it is that one again, and where the one or the other names no order. One that was cut to fit a URL
 * is that one again too: a beacon whose answer was lost may come whole first and cut then.
 */
export function otherEvent(event: StoredEvent, known: StoredEvent | undefined): OtherEvent | undefined {
  if (!known) return undefined;
  const [order, knownOrder] = [orderOf(event), orderOf(known)];
  // What vouches for an order is no repeat of what does not, nor is who bought it of what does not know.
  const isMore: string[] = [];
  if (isSigned(event) && !isSigned(known)) isMore.push('signed');
  if (order && event.anonymousId && !known.anonymousId) isMore.push('visitor');
  const isSame =
    !isMore.length &&
    event.type === known.type &&
    (isCut(event) ||
      isCut(known) ||
      (indexed(event.event) === indexed(known.event) && (order === knownOrder || !order || !knownOrder)));
  if (isSame) return undefined;
  const parts = [event.messageId, event.type, event.event, order, ...isMore];
  return {
    // Of its tag too: whoever has another one can read the ids there.
    name: digest([event.writeKey, ...parts]),
    oldId: `tgp-${digest(parts).slice(0, 32)}`,
    under(mark) {
      const context = objectOf(event.fields.context);
      const tgp = { ...objectOf(context.tgp), messageId: event.messageId };
      return {
        ...event,
        messageId: `tgp-${mark}`,
        fields: { ...event.fields, context: { ...context, tgp } },
      };
    },
  };
}

/** Whether an event was stored under another id than it comes with. A signed one is never again what is not. */
export const isStoredAs = (event: StoredEvent, other: StoredEvent | undefined): boolean =>
  other !== undefined && tgpOf(other).messageId === event.messageId && (isSigned(other) || !isSigned(event));

const digest = (parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

const isCut = ({ fields }: StoredEvent): boolean => objectOf(fields.context).truncated === 'true';

const orderOf = ({ fields }: StoredEvent): string => {
  const id = objectOf(fields.properties).order_id;
  const text = typeof id === 'string' || typeof id === 'number' ? `${id}`.trim() : '';
  return isOrderId(text) ? text : '';
};

const objectOf = (value: unknown): { [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { [key: string]: unknown })
    : {};
