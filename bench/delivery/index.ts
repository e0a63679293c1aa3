import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findEngines, wantedEngines } from '../../scripts/engines.mjs';
import { measure } from './measure.ts';
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
    const measured = await measure(one, { moments, events, lanes, delayMs, stayMs, log });
    const date = new Date().toISOString().slice(0, 10);
    results.engines[one.engine] = { version: measured.version, date };
    results.results.push(...measured.results);
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

const readSaved = (): Results | undefined =>
  existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : undefined;
