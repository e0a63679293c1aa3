/** What an advertiser's business counts. Sent: never rename. */
export type BusinessType = 'PAGE_VIEW' | 'LEAD' | 'PURCHASE' | 'ADD_TO_CART';
/** What an event is, with every vocabulary's name for it. */
export interface Kind {
    /** Stored and shown: never rename. */
    kind: string;
    /** The category of the conversion pixels that count it, of `CONVERSION_EVENTS`. */
    category?: number;
    /** What an advertiser's business counts it as. */
    business?: BusinessType;
    /** As vendors spell them; capitals, spaces, `_` and `-` make no difference. The first is our own. */
    names: readonly string[];
}
/**
 * The one table of what happened: conversions, pixel events, business history and counts all ask it. An event is of one
 * kind. What is not surely one of them is none: a `page_view` is no landing, a `subscribe`, a `start_trial` or a `schedule`
 * may be a sale or a lead, so no pixel counts it.
 */
export declare const KINDS: readonly Kind[];
/**
 * Which form of the table and of what counts once this is: one more with each change that counts stored events otherwise.
 * A store knows which one its events are counted by.
 */
export declare const VOCABULARY = 1;
/** The kind that a word of any vocabulary means: an event's name, a conversion type, the type of a pixel event. */
export declare const kindNamed: (name: string) => Kind | undefined;
/** A kind by its own name. */
export declare const kindOfValue: (kind: string) => Kind | undefined;
/** The kind of the conversion pixels of a category: where it has several, the one that is called as it is. */
export declare const kindOfCategory: (category: number | null) => Kind | undefined;
/** What businesses count as one type. */
export declare const kindsOfBusiness: (business: BusinessType) => string[];
/** Every name of what the conversion pixels of a category count. */
export declare const namesOfCategory: (category: number) => string[];
