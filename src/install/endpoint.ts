import { type CollectorOfScript, collectorOf } from '../protocol/collectorOf.ts';
import type { EventType } from '../protocol/event.ts';
import { beaconPath } from '../protocol/ownPath.ts';
import { InstallError } from './installError.ts';
import type { InstallSettings } from './installSettings.ts';

/** By the tag's own rule: a script of another name tells of no collector. */
function collector({ scriptUrl, writeKey }: InstallSettings): CollectorOfScript {
  const found = collectorOf(scriptUrl, writeKey);
  if (!found)
    throw new InstallError(
      'settings.endpoint',
      'is missing: the script is none of a collector by its name (tgp.js, tgp/{writeKey}.js, {path}/{writeKey}.js)',
    );
  return found;
}

/** Where beacons go: the script's address without its name, unless the settings name a collector. */
export const endpointOf = (settings: InstallSettings): string =>
  (settings.endpoint ?? collector(settings).endpoint).replace(/\/$/, '');

/** The tag's own path, where the script is under it: beacons to its collector go there. */
export const pathOf = (settings: InstallSettings): string | undefined =>
  settings.endpoint === undefined ? collector(settings).path : undefined;

/** The address of beacons of a type, without their query. */
export const beaconAddress = (settings: InstallSettings, type: EventType): string =>
  endpointOf(settings) + beaconPath(type, pathOf(settings));

/** The origin of a URL; empty for one of the page's own site. */
export const originOf = (url: string): string => /^(?:https?:)?\/\/[^/?#]+/.exec(url)?.[0] ?? '';
