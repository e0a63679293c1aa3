/** The data layer event of a conversion type. */
export declare const ga4Event: (conversionType: string) => string;
/** The data layer's path of a property; undefined where GA4 has none. */
export declare const ga4Path: (key: string) => string | undefined;
