import { inject, onTestFinished } from 'vitest';
import {
  openPostgres as openStore,
  type PostgresOptions,
  type PostgresStore,
} from '../../../src/server/postgres/postgresStore.ts';
import { readServers } from '../../../src/server/postgres/readServers.ts';
import { makeDatabase } from './template.ts';

/** A new database of the tests' server, gone when the running test ends. */
export async function emptyDatabase(): Promise<string> {
  const port = inject('postgresPort');
  const { url, letGo } = await makeDatabase(database => `postgres://tgp@127.0.0.1:${port}/${database}`);
  onTestFinished(letGo);
  return url;
}

/** A store in databases that are there, closed when the running test ends. */
export async function openAt(urls: string[], options?: PostgresOptions): Promise<PostgresStore> {
  const store = await openStore(readServers(urls.join(' ')), { connections: 3, ...options });
  onTestFinished(() => store.close().catch(() => {}));
  return store;
}

/** A new store in so many databases, each of which is a server to it. */
export async function openPostgres(
  options?: PostgresOptions,
  count = 1,
): Promise<{ store: PostgresStore; urls: string[] }> {
  const urls: string[] = [];
  for (let at = 0; at < count; at++) urls.push(await emptyDatabase());
  return { store: await openAt(urls, options), urls };
}
