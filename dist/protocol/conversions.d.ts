/** A word of a vocabulary, and what people read for it. */
export interface Choice {
    /** As it is stored and sent: never rename. */
    value: string;
    label: string;
}
/** The kinds of conversion that a saved pixel offers; others are free text. */
export declare const CONVERSION_TYPES: readonly Choice[];
/** The properties that a saved pixel offers; others are free text. */
export declare const PIXEL_PROPERTIES: readonly Choice[];
/** A kind of conversion as conversion pixels name it. */
export interface ConversionEvent {
    /** As it is stored and sent: never change. */
    id: number;
    name: string;
    /** The conversion types of saved pixels and the kinds of pixel events that mean the same. */
    types: readonly string[];
}
/**
 * The categories of a conversion pixel, with every other vocabulary's name for each: the one table of which track
 * event fires which pixel. What is not surely one of them is none: a `page_view` is no landing, a `subscribe`, a
 * `start_trial` or a `schedule` may be a sale or a lead.
 */
export declare const CONVERSION_EVENTS: readonly ConversionEvent[];
/** The category that an event's name, conversion type or kind stands for. */
export declare const conversionEventOf: (name: string) => ConversionEvent | undefined;
