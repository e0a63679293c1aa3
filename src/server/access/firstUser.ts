import { timingSafeEqual } from 'node:crypto';
import type { Random } from '../http/random.ts';
import { hashToken, makeToken } from './token.ts';

/** What begins the page of the console that makes the first user; the key follows. */
export const FIRST_PAGE = '/#/first/';

/** A key that makes the first user, once: it is printed at the start, to whoever runs the collector. */
export const firstUserKey = (random: Random): string => makeToken(random);

/** Whether a key is that one. */
export const isFirstUserKey = (key: string | undefined, sent: string): boolean =>
  key !== undefined && timingSafeEqual(Buffer.from(hashToken(key)), Buffer.from(hashToken(sent)));
