import type { InstallSettings } from './installSettings.js';
/** Where beacons go: the collector that serves the script, unless the settings name another. */
export declare const endpointOf: ({ endpoint, scriptUrl }: InstallSettings) => string;
/** The origin of a URL; empty for one of the page's own site. */
export declare const originOf: (url: string) => string;
