import { attempt } from './say.ts';

/**
 * A uuid v4, of the browser's secure generator: by `getRandomValues`, which plain http has too, while `randomUUID` is
 * missing there. Where the page has hidden it, of a lesser one.
 * @param start hexadecimal digits that it begins with
 */
export function uuid(version: number = 4, start: string = ''): string {
  const bytes = new Uint8Array(16).map(() => Math.random() * 256);
  attempt(() => window.crypto.getRandomValues(bytes));
  // The variant's other two bits are no loss.
  return (start + [...bytes].map(byte => (byte + 256).toString(16).slice(1)).join('')).replace(
    /(.{8})(.{4})(...)(...)(.{12}).*/,
    '$1-$2-' + version + '$3-a$4-$5',
  );
}

/** A uuid v7, which begins with the time: what is stored in its order costs the collector less. */
export const timedUuid = (): string => uuid(7, (+new Date() + 2 ** 48).toString(16).slice(1));
