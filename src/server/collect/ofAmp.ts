import type { Fields } from '../../protocol/query.ts';

/**
 * AMP can't leave out a parameter whose variable is empty: of its beacons an empty property is none, and so is a
 * `messageId` that ends where the order should be (src/install/amp).
 */
export function ofAmp(fields: Fields): Fields {
  const { context, properties, messageId, ...rest } = fields as {
    [key: string]: unknown;
    context?: { library?: { name?: unknown } };
    properties?: unknown;
  };
  if (context?.library?.name !== 'tgp.amp') return fields;
  const isOrderless = typeof messageId === 'string' && messageId.endsWith(':');
  const isObject = typeof properties === 'object' && properties !== null && !Array.isArray(properties);
  const full = isObject
    ? Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== ''))
    : properties;
  return {
    ...rest,
    context,
    ...(messageId !== undefined && !isOrderless && { messageId }),
    ...(properties !== undefined && { properties: full }),
  };
}
