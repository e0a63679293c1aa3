import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Found } from '../../e2e/engines/engine.ts';
import { findEngines, wantedEngines } from '../../scripts/engines.mjs';
import { measure } from './measure.ts';
import type { Moment } from './moments.ts';
import { HELP, readOptions } from './options.ts';
import { replaceEngines } from './replaceEngines.ts';
import type { Results } from './results.ts';
import { table } from './table.ts';

const FILE = join(import.meta.dirname, 'results.json');

/** Fewer events of a kind say too little to be saved. */
const ENOUGH = 100;

/** npm run bench:delivery; gives the exit code. */
export async function bench(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (options === 'help') {
    console.log(HELP);
    return 0;
  }
  const { names, must } = wantedEngines(options.engines ?? process.env.TGP_ENGINES);
  const { found, missing } = await findEngines(names);
  for (const { engine, problem } of missing) console.error(`tgp: ${engine} is not measured: ${problem}`);
  if (missing.length && must) return 1;

  const started = Date.now();
  const { moments, events, lanes, delayMs, stayMs } = options;
  const log = (line: string) => console.error(`${((Date.now() - started) / 1000).toFixed(0)} s  ${line}`);
  const results: Results = { delayMs, engines: {}, results: [] };
  for (const one of found) {
    for (const [some, most] of byLanes(one, moments, lanes)) {
      const plan = { moments: some, events, lanes: most, delayMs, stayMs, log };
      const { version, results: more } = await measure(one, plan);
      results.engines[one.engine] = { version, date: new Date().toISOString().slice(0, 10) };
      results.results.push(...more);
    }
  }
  console.log(table(results));
  if (options.out) writeFileSync(options.out, `${JSON.stringify(results, null, 2)}\n`);
  else if (events < ENOUGH)
    console.error(`tgp: not saved, for it is not ${ENOUGH} events; --out FILE saves it`);
  else {
    writeFileSync(FILE, `${JSON.stringify(replaceEngines(readSaved(), results), null, 2)}\n`);
    console.error('tgp: saved; npm run readme writes the table');
  }
  return 0;
}

// Firefox ends the scripts of a tab that closes wherever they are: on a machine that is busier than a visitor's that is
// in the middle of a call of the tag's, now and then.
function byLanes(found: Found, moments: Moment[], lanes: number): [Moment[], number][] {
  const isCalm = (moment: Moment) => moment === 'close' && found.engine === 'firefox';
  const parts: [Moment[], number][] = [
    [moments.filter(moment => !isCalm(moment)), lanes],
    [moments.filter(isCalm), Math.min(lanes, availableParallelism())],
  ];
  return parts.filter(([some]) => some.length);
}

const readSaved = (): Results | undefined =>
  existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : undefined;
