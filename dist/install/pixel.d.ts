/** A value of a saved pixel: the text itself, or the name of the platform's variable that holds it. */
export interface PixelValue {
    source: 'fixed' | 'variable';
    value: string;
}
export interface PixelProperty extends PixelValue {
    key: string;
}
/** What a saved pixel fires. */
export interface PixelConfig {
    type: 'pageview' | 'conversion' | 'microconversion';
    /** Of conversions and microconversions: the event's name. */
    conversion_type?: string;
    /** Of conversions: travels as `properties.revenue`. */
    revenue?: PixelValue;
    /** Travels as `properties.currency`. */
    currency?: PixelValue;
    /** Travel as `properties.<key>`. */
    properties?: PixelProperty[];
}
/** A saved pixel, as far as its code needs it. */
export interface Pixel {
    id: string;
    name: string;
    config: PixelConfig;
}
