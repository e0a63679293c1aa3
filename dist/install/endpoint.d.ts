import type { EventType } from '../protocol/event.js';
import type { InstallSettings } from './installSettings.js';
/** Where beacons go: the script's address without its name, unless the settings name a collector. */
export declare const endpointOf: (settings: InstallSettings) => string;
/** The tag's own path, where the script is under it: beacons to its collector go there. */
export declare const pathOf: (settings: InstallSettings) => string | undefined;
/** The address of beacons of a type, without their query. */
export declare const beaconAddress: (settings: InstallSettings, type: EventType) => string;
/** The origin of a URL; empty for one of the page's own site. */
export declare const originOf: (url: string) => string;
