import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SqliteStore } from '../sqlite/sqliteStore.ts';
import type { Store } from '../store/store.ts';
import { BadOption } from './badOption.ts';

/** How long a command waits for a running collector's commits to make room. */
const BUSY_MS = 10_000;

export const DATA_OPTION = `  --data <folder>        where the events are kept               TGP_DATA         ./data
  --help                 this text
`;

/** A command that works on the folder that a collector keeps its events in. */
export interface DataCommand {
  name: string;
  /** Options beside `--data` and `--help`; each takes a text. */
  options?: string[];
  /** What its one argument is called in messages; none where it takes none. */
  argument?: string;
  /** Whether the folder may have no store yet, or be missing. Default: it may not. */
  isNew?: boolean;
}

export interface DataCall {
  /** The store's file, which is there, unless a new one may be. */
  file: string;
  /** '' where the command takes none. */
  argument: string;
  options: Record<string, string | undefined>;
}

/** Reads a command's arguments; 'help' where that was asked for. */
export function readDataCommand(
  { name, options = [], argument, isNew }: DataCommand,
  args: string[],
  env: NodeJS.ProcessEnv,
): DataCall | 'help' {
  const hint = `"tgp ${name} --help" lists the options`;
  let values: Record<string, string | boolean | undefined>;
  let positionals: string[];
  try {
    const text = Object.fromEntries(['data', ...options].map(each => [each, { type: 'string' }] as const));
    ({ values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...text, help: { type: 'boolean', short: 'h' } },
    }));
  } catch (error) {
    throw new BadOption(`${(error as Error).message.split('. ')[0]}; ${hint}`);
  }
  if (values.help) return 'help';
  if (positionals.length !== (argument ? 1 : 0)) {
    const fix = argument ? `name one ${argument}: tgp ${name} <${argument}>` : 'it takes no argument';
    throw new BadOption(`${fix}; ${hint}`);
  }
  const folder = resolve((values.data as string | undefined) ?? (env.TGP_DATA?.trim() || 'data'));
  const file = join(folder, 'tgp.db');
  if (!isNew && !existsSync(file)) throw new BadOption(`--data: there is no store in ${folder}`);
  return { file, argument: positionals[0] ?? '', options: values as DataCall['options'] };
}

/** Opens the store for one command, beside a collector that may be running. */
export async function withStore<Result>(
  file: string,
  work: (store: Store) => Result | Promise<Result>,
): Promise<Result> {
  const store = new SqliteStore(file, { busyMs: BUSY_MS });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
