import { parseArgs } from 'node:util';
import { whole } from '../options.ts';

export const HELP = `Usage: npm run bench:storm -- [options]   sends events through a bad network to a collector that keeps dying

  --events <number>     events in all; default 10000
  --contexts <number>   browser contexts that send them; default 20
  --collectors <number> that share a PostgreSQL, and are killed in turn; default: one with the embedded store
  --up <ms>             how long the collector runs until it is killed again; default 2000
  --resets <percent>    connections that are reset; default 5
  --lost <percent>      answers that are lost after the event was stored; default 5
  --patience <s>        how long to wait when no page hears of an event any more; default 600
  --seed <number>       which connections and answers those are; default 1
`;

export interface StormOptions {
  events: number;
  contexts: number;
  /** Of a PostgreSQL; undefined: one of its own. */
  collectors: number | undefined;
  upMs: number;
  resets: number;
  lost: number;
  patienceMs: number;
  seed: number;
}

export function readOptions(args: string[]): StormOptions | 'help' {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      events: { ...text, default: '10000' },
      contexts: { ...text, default: '20' },
      collectors: text,
      up: { ...text, default: '2000' },
      resets: { ...text, default: '5' },
      lost: { ...text, default: '5' },
      // Longer than the tag may wait for its next try: 256 seconds, doubled at random.
      patience: { ...text, default: '600' },
      seed: { ...text, default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  return {
    events: whole('--events', values.events, 1),
    contexts: whole('--contexts', values.contexts, 1),
    collectors: values.collectors === undefined ? undefined : whole('--collectors', values.collectors, 1),
    upMs: whole('--up', values.up, 1),
    resets: whole('--resets', values.resets, 0),
    lost: whole('--lost', values.lost, 0),
    patienceMs: 1000 * whole('--patience', values.patience, 1),
    seed: whole('--seed', values.seed, 0),
  };
}
