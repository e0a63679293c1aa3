import { BEACON_PATH, type EventType } from './event.ts';

/** What stands in place of `page` and `track` below a tag's own path: names that no blocker's list has. */
export const OWN_PAGE = 'v';
export const OWN_TRACK = 'e';
export const OWN_NAMES: { [type in EventType]: string } = { page: OWN_PAGE, track: OWN_TRACK };

/** Where beacons go, below the collector: RudderStack's names for them, or the short ones below a tag's own path. */
export const beaconPath = (type: EventType, path?: string): string =>
  path ? '/' + path + '/' + OWN_NAMES[type] : BEACON_PATH + type;
