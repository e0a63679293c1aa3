import type { EventType } from '../protocol/event.js';
import type { InstallSettings } from './installSettings.js';
/** Where beacons go: the collector that serves the script, unless the settings name another. */
export declare const endpointOf: ({ endpoint, scriptUrl }: InstallSettings) => string;
/** The tag's own path, where the script is under it: beacons to its collector go there. */
export declare const pathOf: ({ endpoint, scriptUrl }: InstallSettings) => string | undefined;
/** The address of beacons of a type, without their query. */
export declare const beaconAddress: (settings: InstallSettings, type: EventType) => string;
/** The origin of a URL; empty for one of the page's own site. */
export declare const originOf: (url: string) => string;
