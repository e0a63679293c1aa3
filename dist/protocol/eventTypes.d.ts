import type { Choice } from './conversions.js';
/** What an advertiser's business counts. Sent: never rename. */
export type BusinessType = 'PAGE_VIEW' | 'LEAD' | 'PURCHASE' | 'ADD_TO_CART';
/** A kind of event, in the words of each vocabulary that has one for it. */
export interface EventKind extends Choice {
    business?: BusinessType;
}
/**
 * The kinds that a pixel event may be of: the contract's three, then the rest of the vendor's list. `value` is also
 * the name of the track event that is such a conversion, and its `conversion_type`. Which category of conversion pixels
 * each is, `conversionEventOf` knows.
 */
export declare const EVENT_KINDS: readonly EventKind[];
