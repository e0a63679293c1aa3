import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { keptVersions, unpackStore } from './kept.ts';
import { multiplyStore } from './multiplyStore.ts';

// A data folder of any size, for tests of size; Ctrl-C ends it after a batch, with a whole store:
// node test/kept/multiply.ts --events 1000000 --data big [--version 0.1.0]

const { values } = parseArgs({
  options: { events: { type: 'string' }, data: { type: 'string' }, version: { type: 'string' } },
});
const { events = '', data, version = keptVersions().at(-1)! } = values;
if (!/^\d+$/.test(events) || !data) throw new Error('say --events <number> and --data <folder>');
mkdirSync(data, { recursive: true });
const file = unpackStore(version, data);
let isStopped = false;
process.once('SIGINT', () => {
  isStopped = true;
});
const report = (made: number) => process.stderr.write(`\r${made} events`);
const made = await multiplyStore(file, Number(events), { report, isStopped: () => isStopped });
process.stderr.write(`\r${made} events in ${file}\n`);
