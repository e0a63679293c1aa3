import { attempt } from './say.ts';

/** A uuid v4: the browser's, or made of lesser numbers on plain http, where that is missing, and where the page has hidden it. */
export const uuid = (): string =>
  attempt(() => window.crypto.randomUUID()) ||
  '00000000-0000-4000-a000-000000000000'.replace(/0/g, () => Math.floor(Math.random() * 16).toString(16));

/** A uuid v7, which begins with the time: what is stored in its order costs the collector less (RFC 9562, 5.7). */
export const timedUuid = (): string =>
  (+new Date() + 2 ** 48).toString(16).replace(/.(.{8})(.*)/, '$1-$2-7') + uuid().slice(15);
