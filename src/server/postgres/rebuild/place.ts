import type { Made } from '../../store/projections.ts';
import type { Alone } from './alone.ts';
import type { Replay } from './replay.ts';

/** A server where all is made again. */
export interface Place {
  alone: Alone;
  replay: Replay;
}

/** Notes that so many rows of a table were wrong. */
export type Note = (name: Made, changed: number) => void;
