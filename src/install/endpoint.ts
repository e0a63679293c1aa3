import type { EventType } from '../protocol/event.ts';
import { beaconPath, ownPath } from '../protocol/ownPath.ts';
import type { InstallSettings } from './installSettings.ts';

/** Where beacons go: the collector that serves the script, unless the settings name another. */
export const endpointOf = ({ endpoint, scriptUrl }: InstallSettings): string =>
  (endpoint ?? ownPath(scriptUrl)?.endpoint ?? originOf(scriptUrl)).replace(/\/$/, '');

/** The tag's own path, where the script is under it: beacons to its collector go there. */
export const pathOf = ({ endpoint, scriptUrl }: InstallSettings): string | undefined =>
  endpoint === undefined ? ownPath(scriptUrl)?.path : undefined;

/** The address of beacons of a type, without their query. */
export const beaconAddress = (settings: InstallSettings, type: EventType): string =>
  endpointOf(settings) + beaconPath(type, pathOf(settings));

/** The origin of a URL; empty for one of the page's own site. */
export const originOf = (url: string): string => /^(?:https?:)?\/\/[^/?#]+/.exec(url)?.[0] ?? '';
