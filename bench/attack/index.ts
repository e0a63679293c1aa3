import { parseArgs } from 'node:util';
import { whole } from '../delivery/options.ts';
import { attackNames } from './attackNames.ts';
import { pinMyself } from './onCore.ts';
import { type Withstood, withstand } from './withstand.ts';

/** Honest beacons wait no longer, in ms: 99 of 100. */
const MAX_P99 = 100;

/** The collector holds no more, in MB. */
const MAX_MEMORY = 400;

const HELP = `Usage: npm run attack -- [options] [attack ...]   attacks a collector, beside 200 honest beacons a second

  --seconds <number>   how long each attack lasts; default 60

Attacks: ${attackNames().join(', ')}; default: all of them
`;

/** npm run attack; gives the exit code: 0 where the honest ones noticed nothing of any attack. */
export async function bench(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      seconds: { type: 'string', default: '60' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const seconds = whole('--seconds', values.seconds, 1);
  const unknown = positionals.find(name => !attackNames().includes(name));
  if (unknown) throw new Error(`no attack is called "${unknown}": ${attackNames().join(', ')}`);
  pinMyself(1);
  console.log(
    '| attack | honest | not 200 | lost | p50 ms | p99 ms | most ms | MB | |\n|---|--:|--:|--:|--:|--:|--:|--:|---|',
  );
  let isHeld = true;
  for (const name of positionals.length ? positionals : attackNames()) {
    const result = await withstand(name, seconds);
    const problems = problemsOf(result);
    if (problems.length) isHeld = false;
    console.log(rowOf(result, problems));
  }
  return isHeld ? 0 : 1;
}

function problemsOf({ refused, lost, p99, memory }: Withstood): string[] {
  return [
    ...Object.entries(refused).map(
      ([status, count]) => `${count} × ${status === '0' ? 'no answer' : status}`,
    ),
    ...(lost ? [`${lost} lost`] : []),
    ...(p99 >= MAX_P99 ? ['slow'] : []),
    ...(memory >= MAX_MEMORY ? ['memory'] : []),
  ];
}

function rowOf({ name, sent, refused, lost, p50, p99, max, memory }: Withstood, problems: string[]): string {
  const others = Object.values(refused).reduce((sum, count) => sum + count, 0);
  const numbers = [sent, others, lost, p50.toFixed(1), p99.toFixed(1), max.toFixed(0), memory.toFixed(0)];
  return `| ${[name, ...numbers, problems.join(', ') || 'held'].join(' | ')} |`;
}
