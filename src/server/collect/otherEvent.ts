import { createHash } from 'node:crypto';
import { isSigned } from '../attribution/signed.ts';
import type { StoredEvent } from '../store/event.ts';
import { indexed } from '../store/indexed.ts';

/**
 * The event as one of its own, where `known`, whose `messageId` it came with, is another one: of another type, name or
 * order. Undefined where it is that one again, and where the one or the other names no order. One that was cut to fit a URL
 * is that one again too: a beacon whose answer was lost may come whole first and cut then. The id that it gets is made of what
 * it is, so that its own repeats have the same; what it came with stays in `context.tgp.messageId`.
 */
export function otherEvent(event: StoredEvent, known: StoredEvent | undefined): StoredEvent | undefined {
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
  const text = JSON.stringify([event.messageId, event.type, event.event, order, ...isMore]);
  const messageId = `tgp-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
  const context = objectOf(event.fields.context);
  const tgp = { ...objectOf(context.tgp), messageId: event.messageId };
  return { ...event, messageId, fields: { ...event.fields, context: { ...context, tgp } } };
}

const isCut = ({ fields }: StoredEvent): boolean => objectOf(fields.context).truncated === 'true';

const orderOf = ({ fields }: StoredEvent): string => {
  const id = objectOf(fields.properties).order_id;
  return typeof id === 'string' || typeof id === 'number' ? `${id}`.trim() : '';
};

const objectOf = (value: unknown): { [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { [key: string]: unknown })
    : {};
