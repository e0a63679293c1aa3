import type { Call } from './moment.ts';
import type { Piggyback } from './types.ts';

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
declare const tgpConfig: [piggybacks: Piggyback[], pixels: Map<string, SavedPixel>];

export const [piggybacks, pixels]: typeof tgpConfig = tgpConfig;
