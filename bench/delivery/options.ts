import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { MOMENTS, type Moment } from './moments.ts';

export const HELP = `Usage: npm run bench:delivery -- [options]   counts which events arrive from pages that go away

  --events <number>   events of each transport at each moment; default 100
  --engines <list>    chromium, firefox, webkit; default: those that are there
  --moments <list>    default: ${Object.keys(MOMENTS).join(',')}
  --delay <ms>        how long each direction is held back; default 150
  --stay <ms>         how long the next page view waits for an event that is missing; default 3000
  --lanes <number>    browsers side by side; default: four for each processor
  --out <file>        saves the results there, whatever is in them
`;

export interface Options {
  events: number;
  engines: string | undefined;
  moments: Moment[];
  delayMs: number;
  stayMs: number;
  lanes: number;
  out: string | undefined;
}

export function readOptions(args: string[]): Options | 'help' {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      events: { ...text, default: '100' },
      engines: text,
      moments: { ...text, default: Object.keys(MOMENTS).join() },
      delay: { ...text, default: '150' },
      stay: { ...text, default: '3000' },
      lanes: { ...text, default: String(4 * availableParallelism()) },
      out: text,
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const moments = values.moments.split(',');
  const unknown = moments.filter(moment => !(moment in MOMENTS));
  if (unknown.length)
    throw new Error(`--moments: "${unknown.join()}" is none; use ${Object.keys(MOMENTS).join(', ')}`);
  return {
    events: whole('--events', values.events, 1),
    engines: values.engines,
    moments: moments as Moment[],
    delayMs: whole('--delay', values.delay, 0),
    stayMs: whole('--stay', values.stay, 0),
    lanes: whole('--lanes', values.lanes, 1),
    out: values.out,
  };
}

/** Reads a whole number of at least so much. */
export function whole(name: string, value: string, least: number): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= least) return number;
  throw new Error(`${name}: "${value}" must be a whole number from ${least} on`);
}
