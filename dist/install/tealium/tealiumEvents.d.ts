/** What `tealium_event` is at an event of that conversion type: Tealium's own name first, then ours. */
export declare const tealiumNames: (conversionType: string) => string[];
/** The condition of an event's code. */
export declare const tealiumTest: (conversionType: string) => string;
/** The names as people read them. */
export declare const tealiumWords: (conversionType: string) => string;
