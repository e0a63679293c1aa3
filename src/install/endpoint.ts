import { collectorOf } from '../protocol/collectorOf.ts';
import type { InstallSettings } from './installSettings.ts';

/**
 * Where beacons go, by the tag's own rule: the script's address without its name, unless the settings name a collector. A
 * script that the install code loads is the tag whatever it is called.
 */
export const endpointOf = ({ endpoint, scriptUrl, writeKey }: InstallSettings): string =>
  (endpoint ?? collectorOf(scriptUrl, writeKey, true)!).replace(/\/$/, '');

/** The origin of a URL; empty for one of the page's own site. */
export const originOf = (url: string): string => /^(?:https?:)?\/\/[^/?#]+/.exec(url)?.[0] ?? '';
