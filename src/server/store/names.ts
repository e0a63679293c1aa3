import { KINDS } from '../../protocol/kinds.ts';
import type { StoredType } from './rows.ts';

/** What events are counted under whose names are too many in their hour. Stored: never rename. */
export const OTHER_NAMES = '(other names)';

/**
 * Most names of a tag's hour that are counted each, the first to arrive. Anyone can make names up: those that the
 * vocabulary or the account's records know are counted however many there are, and are none of these.
 */
export const MAX_NAMES = 200;

/** The track events of the vocabulary. */
export const WORDS: ReadonlySet<string> = new Set([
  OTHER_NAMES,
  'refund',
  ...KINDS.flatMap(({ names }) => names),
]);

/** Whether a name is known to all accounts. Ads and conversion pixels are counted by their record's id. */
export const isWord = (type: StoredType, event: string): boolean =>
  type === 'page' || type === 'screen'
    ? event === '' || event === OTHER_NAMES
    : type !== 'track' || WORDS.has(event);
