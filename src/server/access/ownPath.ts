import type { Random } from '../http/random.ts';

/** What a tag's own path may be: one segment. */
export const OWN_PATH = '^[a-z0-9-]{1,32}$';

/**
 * First segments of the collector's routes: no tag's path is one of them. The second line has none yet: they are kept
 * for routes that may come, as a path that was given out can't be taken back.
 */
const RESERVED = new Set(
  `accounts ads advertiser api audit auth businesses campaign checks click conversions counts events health imp line-item
  metrics people pixel px pxl ready refusals saved-pixels seg segment shop status tgp tokens users v1
  admin app assets chunks console docs export favicon healthz import invitations live login logout oauth openapi ping
  robots session sessions static v2 version versions well-known www`.split(/\s+/),
);

/** Whether a path would stand in the way of the collector's own routes. */
export const isReserved = (path: string): boolean => RESERVED.has(path);

/** No vowels: no word, that some list of a blocker's could have, comes of these. */
const LETTERS = 'bcdfghjklmnpqrstvwxz';

/** Long enough for two tags never to draw the same. */
const LENGTH = 10;

/** A path that no tag has yet and that says nothing. */
export const drawPath = (random: Pick<Random, 'bytes'>): string =>
  Array.from(random.bytes(LENGTH), byte => LETTERS[byte % LETTERS.length]).join('');
