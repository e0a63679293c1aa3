/** Where in WordPress an event happens. */
export type Place = (name: string) => string;
/** On every page. */
export declare const everyPage: Place;
/** Where the site's owner puts the pixel's shortcode. */
export declare const shortcode: Place;
/** Where WooCommerce has the event itself. */
export declare const PLACES: {
    [conversionType: string]: Place;
};
/** Where an event of that conversion type happens. */
export declare const placeOf: (type: string) => Place;
