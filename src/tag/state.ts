import type { Call } from './moment.ts';
import { own } from './own.ts';
import type { InitOptions, Piggyback } from './types.ts';

/** The package's version, put here by the build. */
declare const __VERSION__: string;
export const VERSION: string = __VERSION__;

/** Makes a saved pixel's call: what `tgp('event', id, …)` was called with, and what runs a command. */
type SavedPixel = (
  call: Call,
  id: string,
  given: unknown,
  options: unknown,
  run: (queued: object, isReleased?: boolean) => void,
) => void;

/**
 * What the collector has built into the tag that it serves for one write key (server/servedTag.ts). The argument of the
 * whole script, see rollup.config.mjs; empty in the plain file.
 */
declare const tgpConfig: [
  piggybacks: Piggyback[],
  pixels?: { [id: string]: SavedPixel | 0 },
  path?: string,
  cutting?: Pick<InitOptions, 'cutParameters' | 'keepParameters'>,
];

/**
 * What holds for the whole page: what the collector built in, the options of the first `init` before that, and the address
 * of the script, where it has one.
 */
export const settings = /* @__PURE__ */ own<InitOptions & { idCookie: string; script?: string | undefined }>(
  { idCookie: 'tgp_id' },
  tgpConfig[3],
);

/** Where the events of an `init`ed write key go: its `init`, with what it was given where it is a call's. */
export interface Destination {
  2?: { autoPage?: unknown };
  writeKey: string;
  endpoint: string;
  path?: string | undefined;
}

/** With what was said since the start where `tgp.debug.js` looks into the page: it finds both in the global's `queue`. */
export const destinations: Destination[] & { said?: unknown[][] } = [];

/** More than a page fires while a visitor reads a consent banner, few enough for any memory: what else than views and tracks
 * has as many places of its own. */
export const MAX_WAITING = 200;

/**
 * What waits for an `init`, for consent, or for a prerendered page to be shown. Whether it is full is asked, here and of
 * other lists and texts, by what stands at the last place: `waiting[MAX_WAITING - 1]` is `waiting.length >= MAX_WAITING`.
 */
export const waiting: Call[] = [];

export const piggybacks: Piggyback[] = tgpConfig[0];
/** By id; 0 is a pixel event's, which has no call of its own. An object: `Map` may be the page's own. */
export const pixels: { [id: string]: SavedPixel | 0 } = /* @__PURE__ */ own(tgpConfig[1]);
/** The tag's own path at the collector, where it has one. */
export const builtInPath: string | undefined = tgpConfig[2];
