import type { Random } from './random.ts';

/**
 * An id that sorts by the time it was made at: a uuid of version 7 (RFC 9562, section 5.7). Ids that come in order are
 * written side by side in an index; random ones are each on a page of their own.
 * @param time in ms since 1970
 */
export function timeUuid(time: number, { bytes }: Pick<Random, 'bytes'>): string {
  const id = bytes(16);
  id.writeUIntBE(time, 0, 6);
  id[6] = 0x70 | (id[6]! & 0x0f);
  id[8] = 0x80 | (id[8]! & 0x3f);
  return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
