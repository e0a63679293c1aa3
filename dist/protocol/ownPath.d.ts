import { type EventType } from './event.js';
/** What stands in place of `page` and `track` below a tag's own path: names that no blocker's list has. */
export declare const OWN_PAGE = "v";
export declare const OWN_TRACK = "e";
export declare const OWN_NAMES: {
    [type in EventType]: string;
};
/** Where beacons go, below the collector: RudderStack's names for them, or the short ones below a tag's own path. */
export declare const beaconPath: (type: EventType, path?: string) => string;
