import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isPostgres, type ServerAddress } from '../../postgres/readServers.ts';
import { Servers } from '../../postgres/servers.ts';
import { lockFolder } from '../../sqlite/lockFolder.ts';
import { BadOption } from '../badOption.ts';
import { makeFolder } from '../makeFolder.ts';
import { openOwn } from '../openOwn.ts';
import { namesOf, readStore } from '../readStore.ts';
import { whyOf } from '../whyOf.ts';
import { alone } from './alone.ts';
import { type PostgresSide, postgresSource } from './postgresSource.ts';
import { postgresTarget } from './postgresTarget.ts';
import type { Source, Target } from './sides.ts';
import { sqliteSource } from './sqliteSource.ts';
import { sqliteTarget } from './sqliteTarget.ts';

/** How long a command waits for a running collector's commits to make room. */
const BUSY_MS = 10_000;

/** Where a store is: a folder, or PostgreSQL servers with spaces between them. */
export interface Where {
  option: string;
  value: string;
}

/** The store that is moved; nobody else moves it, or puts another one in its place, until the work is done. */
export async function withSource<Result>(
  { option, value }: Where,
  work: (source: Source) => Promise<Result>,
): Promise<Result> {
  if (isPostgres(value)) {
    return withServers({ option, value }, async servers => work(await postgresSource(await sideOf(servers))));
  }
  const file = join(resolve(value), 'tgp.db');
  if (!existsSync(file)) throw new BadOption(`${option}: there is no store in ${resolve(value)}`);
  const unlock = lockFolder(dirname(file));
  try {
    // One of an earlier version gets its newest form.
    await (await openOwn(file, { busyMs: BUSY_MS })).close();
    const source = sqliteSource(file, resolve(value));
    return await work(source).finally(() => source.close());
  } finally {
    unlock();
  }
}

/** The store that it is moved to, which may be none yet. */
export async function withTarget<Result>(
  { option, value }: Where,
  work: (target: Target) => Promise<Result>,
): Promise<Result> {
  if (isPostgres(value)) {
    return withServers({ option, value }, async servers => {
      const side = await sideOf(servers);
      return work(await postgresTarget({ side, idOf: place => side.ids[place]! }));
    });
  }
  const folder = resolve(value);
  makeFolder(folder);
  const unlock = lockFolder(folder);
  try {
    const target = sqliteTarget(join(folder, 'tgp.db'), folder);
    return await work(target).finally(() => target.close());
  } finally {
    unlock();
  }
}

/** The same of servers that an option names. */
export const withServers = <Result>(
  { option: name, value }: Where,
  work: (servers: Servers) => Promise<Result>,
): Promise<Result> => withAddresses(readStore({ name, value }, { name: '', value: undefined })!, work);

/** Opens the servers of a store for one command. */
export async function withAddresses<Result>(
  addresses: readonly ServerAddress[],
  work: (servers: Servers) => Promise<Result>,
): Promise<Result> {
  const servers = await Servers.open(addresses).catch(error => {
    throw new Error(`can't open the store in ${namesOf(addresses)}: ${whyOf(error)}`, { cause: error });
  });
  try {
    return await alone(servers, () => work(servers));
  } finally {
    await servers.close();
  }
}

/** The servers of a store, whose accounts are where they are. */
export async function sideOf(servers: Servers): Promise<PostgresSide & { ids: string[] }> {
  const ids = await Promise.all(
    servers.all.map(async server => (await server.first<{ id: string }>('SELECT id FROM this_server'))!.id),
  );
  const rows = await servers.first.all<{ id: string; server: string }>('SELECT id, server FROM accounts');
  const places = new Map(rows.map(({ id, server }) => [id, ids.indexOf(server)]));
  return {
    name: servers.all.map(({ name }) => name).join(' '),
    ids,
    servers: servers.all,
    placeOf: id => places.get(id) ?? ids.indexOf(servers.placeOf(id)),
  };
}
