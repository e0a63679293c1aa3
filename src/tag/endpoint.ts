import { ownPath } from '../protocol/ownPath.ts';
import { builtInPath } from './state.ts';

/**
 * Where events go unless `init` says otherwise: to the collector that the script came from, by the tag's own path if the
 * script was under it, or has it built in. Below a path beacons have names of their own (`beaconPath`); where `init` gives
 * an `endpoint`, that may be a RudderStack server, they have RudderStack's.
 */
export const endpointOf = (scriptUrl: string): { endpoint: string; path: string | undefined } =>
  ownPath(scriptUrl) || { endpoint: new URL(scriptUrl).origin, path: builtInPath };
