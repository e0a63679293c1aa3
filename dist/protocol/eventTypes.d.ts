import type { Choice } from './conversions.js';
import { type BusinessType } from './kinds.js';
/** What an advertiser's business counts, in the order in which it is told. */
export declare const BUSINESS_TYPES: readonly BusinessType[];
/** A kind of event, in the words of each vocabulary that has one for it. */
export interface EventKind extends Choice {
    business?: BusinessType;
}
/**
 * The kinds that a pixel event may be of: the contract's three, then the rest of the vendor's list. What else means the
 * same, `KINDS` says.
 */
export declare const EVENT_KINDS: readonly EventKind[];
