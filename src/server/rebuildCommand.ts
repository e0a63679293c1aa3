import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BadOption } from './options.ts';
import { SqliteStore } from './store/sqlite.ts';

/** How long it waits for a running collector's commits to make room. */
const BUSY_MS = 10_000;

export const REBUILD_HELP = `Usage: tgp rebuild [--data <folder>]

Makes counts, last-seen times and conversions from the stored events again, and says what is different from before:
nothing, unless something went wrong. A running collector answers 503 meanwhile, and senders try again.

  --data <folder>        where the events are kept               TGP_DATA         ./data
  --help                 this text
`;

/** What `tgp rebuild` prints. */
export async function rebuildCommand(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const flags = readFlags(args);
  if (flags.help) return REBUILD_HELP;
  const folder = resolve(flags.data ?? env.TGP_DATA ?? 'data');
  const file = join(folder, 'tgp.db');
  if (!existsSync(file)) throw new BadOption(`--data: there is no store in ${folder}`);
  const store = new SqliteStore(file, { busyMs: BUSY_MS });
  try {
    const { events, tables } = store.rebuild();
    return [
      `${events} events`,
      ...tables.map(
        ({ name, rows, changed }) =>
          `${name}: ${rows} rows, ${changed ? `${changed} of them changed` : 'as before'}`,
      ),
    ].join('\n');
  } finally {
    await store.close();
  }
}

function readFlags(args: string[]): { data?: string | undefined; help?: boolean | undefined } {
  try {
    return parseArgs({ args, options: { data: { type: 'string' }, help: { type: 'boolean', short: 'h' } } })
      .values;
  } catch (error) {
    throw new BadOption(`${(error as Error).message.split('. ')[0]}; "tgp rebuild --help" lists the options`);
  }
}
