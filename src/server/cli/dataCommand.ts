import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ServerAddress } from '../postgres/readServers.ts';
import { SqliteStore } from '../sqlite/sqliteStore.ts';
import type { Store } from '../store/store.ts';
import { BadOption } from './badOption.ts';
import { openOwn } from './openOwn.ts';
import { readArgs } from './readArgs.ts';
import { BOTH, namesOf, readStore } from './readStore.ts';
import { whyOf } from './whyOf.ts';

/** How long a command waits for a running collector's commits to make room. */
const BUSY_MS = 10_000;

export const DATA_OPTION = `  --data <folder>        where the events are kept               TGP_DATA         ./data
  --store <servers>      PostgreSQL in place of the folder       TGP_STORE        (the folder; docs/postgres.md)
  --store-file <file>    a file that holds it                    TGP_STORE_FILE
  --help                 this text
`;

/** Of a command that works on a folder alone. */
export const FOLDER_OPTION = `  --data <folder>        where the events are kept               TGP_DATA         ./data
  --help                 this text
`;

/** Where the events are: the file of a store in a folder, or servers. */
export type Place = { file: string; servers?: undefined } | { file?: undefined; servers: ServerAddress[] };

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
  /** A file is there, unless a new one may be. */
  place: Place;
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
  const text = Object.fromEntries(
    ['data', 'store', 'store-file', ...options].map(each => [each, { type: 'string' }] as const),
  );
  const switches = Object.fromEntries(flags.map(each => [each, { type: 'boolean' }] as const));
  const known = { ...text, ...switches, help: { type: 'boolean', short: 'h' } } as const;
  const { values, positionals } = readArgs(args, known, hint);
  if (values.help) return 'help';
  if (positionals.length !== (argument ? 1 : 0)) {
    const fix = argument ? `name one ${argument}: tgp ${name} <${argument}>` : 'it takes no argument';
    throw new BadOption(`${fix}; ${hint}`);
  }
  const place = placeOf(values, env);
  if (place.file !== undefined && !isNew && !existsSync(place.file))
    throw new BadOption(`--data: there is no store in ${dirname(place.file)}`);
  const given = Object.entries(values);
  return {
    place,
    argument: positionals[0] ?? '',
    options: Object.fromEntries(
      given.filter(([, value]) => typeof value === 'string'),
    ) as DataCall['options'],
    flags: Object.fromEntries(given.filter(([, value]) => typeof value === 'boolean')) as DataCall['flags'],
  };
}

/** By the flags `data`, `store` and `store-file`, or their variables. */
export function placeOf(flags: Record<string, unknown>, env: NodeJS.ProcessEnv): Place {
  const read = (flag: string, variable: string) => {
    const sent = flags[flag];
    return typeof sent === 'string'
      ? { name: `--${flag}`, value: sent }
      : { name: variable, value: env[variable]?.trim() || undefined };
  };
  const servers = readStore(read('store', 'TGP_STORE'), read('store-file', 'TGP_STORE_FILE'));
  if (servers && flags.data !== undefined) throw new BadOption(BOTH);
  if (servers) return { servers };
  return { file: join(resolve(read('data', 'TGP_DATA').value ?? 'data'), 'tgp.db') };
}

/**
 * Reads the arguments of a command that works on a store's file, as PostgreSQL's own programs do on servers; 'help' where that was
 * asked for. `--data` names a folder even where `TGP_STORE` names servers.
 */
export function readFolderCommand(
  command: DataCommand,
  args: string[],
  env: NodeJS.ProcessEnv,
): (DataCall & { file: string }) | 'help' {
  const isFolder = args.some(arg => /^--data(=|$)/.test(arg));
  const { TGP_STORE: _store, TGP_STORE_FILE: _file, ...rest } = env;
  const call = readDataCommand(command, args, isFolder ? rest : env);
  if (call === 'help') return call;
  const { file } = call.place;
  if (file !== undefined) return { ...call, file };
  throw new BadOption(
    `${command.name}: the store is in PostgreSQL: pg_dump and pg_restore do this, for each server (docs/postgres.md)`,
  );
}

/** Opens a store for one command, beside a collector that may be running; one in a folder gets its newest form. */
export const withOwnStore = async <Result>(
  { file, servers }: Place,
  work: (store: Store) => Result | Promise<Result>,
): Promise<Result> =>
  using(
    servers ? await openSome(servers) : await inFolder(file, own => openOwn(own, { busyMs: BUSY_MS })),
    work,
  );

/** The same; one in a folder must have its newest form. */
export const withStore = async <Result>(
  { file, servers }: Place,
  work: (store: Store) => Result | Promise<Result>,
): Promise<Result> =>
  using(
    servers
      ? await openSome(servers)
      : await inFolder(file, async own => new SqliteStore(own, { busyMs: BUSY_MS })),
    work,
  );

/** Says which folder it is that can't be opened. */
async function inFolder(file: string, open: (file: string) => Promise<Store>): Promise<Store> {
  try {
    return await open(file);
  } catch (error) {
    throw new Error(`can't open the store in ${dirname(file)}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** A collector's own connections are more. */
const SOME = { connections: 4 };

async function openSome(servers: ServerAddress[]): Promise<Store> {
  const { openServers } = await import('./openServers.ts');
  try {
    return await openServers(servers, SOME, 0);
  } catch (error) {
    throw new Error(`can't open the store in ${namesOf(servers)}: ${whyOf(error)}`, { cause: error });
  }
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
