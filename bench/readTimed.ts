import { parseArgs } from 'node:util';
import { whole } from './delivery/options.ts';

/** How long each is asked, in seconds, and whether the results are kept. */
export interface Timed {
  seconds: number;
  isSaved: boolean;
}

/** Reads the options of a benchmark; undefined where its help was asked for, which is printed then. */
export function readTimed(args: string[], help: string): Timed | undefined {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: 'string', default: '8' },
      save: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(help);
    return undefined;
  }
  return { seconds: whole('--seconds', values.seconds, 1), isSaved: values.save };
}
