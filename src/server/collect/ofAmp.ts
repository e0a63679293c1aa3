import { MAX_MESSAGE_ID } from '../../install/orderMessageId.ts';
import type { Fields } from '../../protocol/query.ts';

/**
 * AMP can't leave out a parameter whose variable is empty: of its beacons an empty property is none, and so is a
 * `messageId` that ends where the order should be (src/install/amp). Nor can it trim the order, or cut the id to the length
 * that an order's id has everywhere.
 */
export function ofAmp(fields: Fields): Fields {
  const { library } = (fields.context ?? {}) as { library?: { name?: unknown } };
  if (library?.name !== 'tgp.amp') return fields;
  const { context, properties, messageId, ...rest } = fields;
  const isObject = typeof properties === 'object' && properties !== null && !Array.isArray(properties);
  const full = isObject
    ? Object.fromEntries(Object.entries(properties).filter(([, value]) => !isEmpty(value)))
    : properties;
  const order = isObject ? (properties as { order_id?: unknown }).order_id : undefined;
  const id = typeof messageId === 'string' ? ofOrder(messageId, order) : messageId;
  return {
    ...rest,
    context,
    ...(id !== undefined && { messageId: id }),
    ...(properties !== undefined && { properties: full }),
  };
}

const isEmpty = (value: unknown): boolean => typeof value === 'string' && !value.trim();

function ofOrder(id: string, order: unknown): string | undefined {
  if (/:\s*$/.test(id)) return undefined;
  const isOrders = typeof order === 'string' && id.endsWith(`:${order}`);
  return isOrders ? `${id.slice(0, -order.length)}${order.trim()}`.slice(0, MAX_MESSAGE_ID) : id;
}
