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
}
/** The categories of a conversion pixel. Which events are of which, `KINDS` says. */
export declare const CONVERSION_EVENTS: readonly ConversionEvent[];
