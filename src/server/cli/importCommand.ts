import { createReadStream, existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { accept } from '../collect/accept.ts';
import { beaconLimits } from '../collect/beaconLimits.ts';
import { Live } from '../collect/live.ts';
import { RATE_LIMITS } from '../http/rateLimits.ts';
import type { Store } from '../store/store.ts';
import { BadOption } from './badOption.ts';
import { DATA_OPTION, readDataCommand, withOwnStore } from './dataCommand.ts';
import { readLine } from './eventLine.ts';

/** Lines that wait for one commit. */
const MAX_WAITING = 1000;

/** Most refused lines that are named. */
const MAX_NAMED = 20;

const HELP = `Usage: tgp import <file> [--data <folder>]

Stores events that "tgp export" wrote; - reads standard input. One that is there already is left alone, so that the same
file can be read twice. Their tags must be there: "tgp backup" and "tgp restore" move everything.

${DATA_OPTION}`;

/** What `tgp import` prints. Throws where lines were refused; the others are stored. */
export async function importCommand(
  args: string[],
  env: NodeJS.ProcessEnv,
  input: Readable = process.stdin,
): Promise<string> {
  const call = readDataCommand({ name: 'import', argument: 'file' }, args, env);
  if (call === 'help') return HELP;
  const file = call.argument;
  if (file !== '-' && !existsSync(file)) throw new BadOption(`there is no file ${file}`);
  const source = file === '-' ? input : createReadStream(file);
  const { added, known, refused } = await withOwnStore(call.file, store => readAll(store, source));
  const said = `${added} events are new, ${known} were there already`;
  if (!refused.length) return said;
  const more = refused.length - MAX_NAMED;
  const named = [...refused.slice(0, MAX_NAMED), ...(more > 0 ? [`and ${more} more`] : [])];
  throw new Error(`${said}, ${refused.length} lines are refused:\n${named.join('\n')}`);
}

/** At line feeds alone: Node's readline ends a line at U+2028 too, which JSON may hold. */
async function* linesOf(source: Readable): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of source.setEncoding('utf8')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
  yield rest;
}

async function readAll(store: Store, source: Readable) {
  const refused: { at: number; reason: string }[] = [];
  let added = 0;
  let known = 0;
  let number = 0;
  const waiting: Promise<void>[] = [];
  // Who listens does so in the collector's own process.
  const take = accept({
    store,
    limits: beaconLimits({ ...RATE_LIMITS, tag: Infinity, tagMb: Infinity }),
    live: new Live(),
  });
  const keep = async (line: string, at: number): Promise<void> => {
    try {
      const event = readLine(line);
      const tag = await store.tags.get(event.writeKey);
      if (!tag) throw new Error(`writeKey: there is no tag "${event.writeKey}"`);
      // Without a size: what waits is bounded here.
      if (await take(event, 0, tag)) added++;
      else known++;
    } catch (error) {
      refused.push({ at, reason: (error as Error).message });
    }
  };
  for await (const line of linesOf(source)) {
    number++;
    if (!line.trim()) continue;
    waiting.push(keep(line, number));
    if (waiting.length >= MAX_WAITING) await Promise.all(waiting.splice(0));
  }
  await Promise.all(waiting);
  refused.sort((a, b) => a.at - b.at);
  return { added, known, refused: refused.map(({ at, reason }) => `line ${at}: ${reason}`) };
}
