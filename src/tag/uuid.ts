import { attempt } from './say.ts';

/**
 * A uuid v4, of the browser's secure generator: by `getRandomValues`, which plain http has too, while `randomUUID` is
 * missing there. Mixed with a lesser one, which alone is left where the page has hidden it.
 */
export function uuid(): string {
  const bytes = attempt(() => window.crypto.getRandomValues(new Uint8Array(36))) || [];
  return '00000000-0000-4000-a000-000000000000'.replace(/0/g, (_, at) =>
    ((bytes[at]! ^ (Math.random() * 16)) & 15).toString(16),
  );
}

/** A uuid v7, which begins with the time: what is stored in its order costs the collector less (RFC 9562, 5.7). */
export const timedUuid = (): string =>
  (+new Date() + 2 ** 48).toString(16).replace(/.(.{8})(.*)/, '$1-$2-7') + uuid().slice(15);
