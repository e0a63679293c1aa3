import { createWriteStream, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseTime } from '../http/parseTime.ts';
import { ownFile } from '../sqlite/ownFile.ts';
import type { HistoryFilter } from '../store/event.ts';
import type { Store } from '../store/store.ts';
import { BadOption } from './badOption.ts';
import { DATA_OPTION, readDataCommand, withOwnStore } from './dataCommand.ts';
import { writeLine } from './eventLine.ts';

const HELP = `Usage: tgp export [options] > events.ndjson

Writes the stored events, the oldest first, as a line of JSON each. "tgp import" reads them.

  --write-key <key>      the events of one tag alone
  --from <time>          received at this time or later: ISO 8601, like 2026-11-21
  --to <time>            received before this time
  --out <file>           a new file in place of standard output
${DATA_OPTION}`;

/** Events that are read at once: a reader that takes long must not hold a snapshot of the store. */
const PAGE = 1000;

/** What those may come to, as JSON. */
const PAGE_BYTES = 4 * 1024 * 1024;

/** Runs `tgp export`. What it returns is for people; the events go out by themselves. */
export async function exportCommand(
  args: string[],
  env: NodeJS.ProcessEnv,
  out: Writable = process.stdout,
): Promise<string | undefined> {
  const options = ['write-key', 'from', 'to', 'out'];
  const call = readDataCommand({ name: 'export', options }, args, env);
  if (call === 'help') return HELP;
  const { 'write-key': writeKey, out: file } = call.options;
  const filter: HistoryFilter = {
    accounts: '*',
    writeKeys: writeKey === undefined ? undefined : [writeKey],
    from: readTime('from', call.options.from),
    to: readTime('to', call.options.to),
    limit: PAGE,
    maxBytes: PAGE_BYTES,
  };
  await withOwnStore(call.place, async store => {
    if (writeKey !== undefined && !(await store.tags.get(writeKey))) {
      throw new BadOption(`--write-key: there is no tag with the write key "${writeKey}"`);
    }
    if (file === undefined) await print(lines(store, filter), out);
    else await writeFile(lines(store, filter), resolve(file));
  });
  return undefined;
}

/** Until its reader has read enough. */
async function print(text: AsyncIterable<string>, out: Writable): Promise<void> {
  try {
    await pipeline(Readable.from(text), out, { end: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  }
}

/** The file has its name when it is whole. */
async function writeFile(text: AsyncIterable<string>, file: string): Promise<void> {
  if (existsSync(file))
    throw new BadOption(`--out: there is a file ${file} already (EEXIST); name another one`);
  const own = ownFile(file);
  try {
    await pipeline(Readable.from(text), createWriteStream(own.path, { flags: 'wx' }));
    own.keep();
  } finally {
    own.end();
  }
}

async function* lines(store: Store, filter: HistoryFilter): AsyncGenerator<string> {
  for (let after: string | undefined, isEnd = false; !isEnd; ) {
    const page = await store.history({ ...filter, after });
    for (const event of page.events) yield `${writeLine(event)}\n`;
    ({ next: after, isEnd } = page);
  }
}

function readTime(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = parseTime(text);
  if (time !== undefined) return time;
  throw new BadOption(
    `--${name}: "${text}" is no time; use one like 2026-11-21 or 2026-11-21T10:00:00Z, with its zone`,
  );
}
