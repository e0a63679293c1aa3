import { createHash } from 'node:crypto';
import { isOrderId } from '../../protocol/orderId.ts';
import type { Fields } from '../../protocol/query.ts';

/**
 * The `messageId` as it is taken. Install code of before has made one of an order that is none (`{write key}:purchase:undefined`): it
 * would be everyone's, and only the first event with it be stored. So such an event gets one of its own, which it has again
 * when the tag sends it again; '' where nothing tells it from others.
 */
export function idWithoutOrder(id: string, writeKey: string, fields: Fields): string {
  const start = `${writeKey}:${fields.event}:`;
  const order = id.startsWith(start) ? id.slice(start.length) : '';
  if (!order || isOrderId(order)) return id;
  const { anonymousId, userId, originalTimestamp } = fields;
  if (!originalTimestamp) return '';
  const text = JSON.stringify([id, anonymousId, userId, originalTimestamp]);
  return `tgp-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}
