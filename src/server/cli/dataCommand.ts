import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SqliteStore } from '../sqlite/sqliteStore.ts';
import type { Store } from '../store/store.ts';
import { BadOption } from './badOption.ts';
import { openOwn } from './openOwn.ts';
import { readArgs } from './readArgs.ts';

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
  /** Options that take nothing. */
  flags?: string[];
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
  flags: Record<string, boolean | undefined>;
}

/** Reads a command's arguments; 'help' where that was asked for. */
export function readDataCommand(
  { name, options = [], flags = [], argument, isNew }: DataCommand,
  args: string[],
  env: NodeJS.ProcessEnv,
): DataCall | 'help' {
  const hint = `"tgp ${name} --help" lists the options`;
  const text = Object.fromEntries(['data', ...options].map(each => [each, { type: 'string' }] as const));
  const switches = Object.fromEntries(flags.map(each => [each, { type: 'boolean' }] as const));
  const known = { ...text, ...switches, help: { type: 'boolean', short: 'h' } } as const;
  const { values, positionals } = readArgs(args, known, hint);
  if (values.help) return 'help';
  if (positionals.length !== (argument ? 1 : 0)) {
    const fix = argument ? `name one ${argument}: tgp ${name} <${argument}>` : 'it takes no argument';
    throw new BadOption(`${fix}; ${hint}`);
  }
  const folder = resolve((values.data as string | undefined) ?? (env.TGP_DATA?.trim() || 'data'));
  const file = join(folder, 'tgp.db');
  if (!isNew && !existsSync(file)) throw new BadOption(`--data: there is no store in ${folder}`);
  const given = Object.entries(values);
  return {
    file,
    argument: positionals[0] ?? '',
    options: Object.fromEntries(
      given.filter(([, value]) => typeof value === 'string'),
    ) as DataCall['options'],
    flags: Object.fromEntries(given.filter(([, value]) => typeof value === 'boolean')) as DataCall['flags'],
  };
}

/** Opens the folder's own store for one command, beside a collector that may be running. */
export const withOwnStore = async <Result>(
  file: string,
  work: (store: Store) => Result | Promise<Result>,
): Promise<Result> => using(await openOwn(file, { busyMs: BUSY_MS }), work);

/** Opens any store for one command, beside a collector that may be running. */
export async function withStore<Result>(
  file: string,
  work: (store: Store) => Result | Promise<Result>,
): Promise<Result> {
  return using(new SqliteStore(file, { busyMs: BUSY_MS }), work);
}

async function using<Result>(
  store: Store,
  work: (store: Store) => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
