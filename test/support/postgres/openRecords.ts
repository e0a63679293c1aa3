import { onTestFinished } from 'vitest';
import { type Changes, changes } from '../../../src/server/postgres/changes.ts';
import type { Context } from '../../../src/server/postgres/context.ts';
import { readServers } from '../../../src/server/postgres/readServers.ts';
import { type AllRecords, records } from '../../../src/server/postgres/records/records.ts';
import { Servers } from '../../../src/server/postgres/servers.ts';
import { emptyDatabase } from './openPostgres.ts';

export interface OpenRecords {
  servers: Servers;
  changes: Changes;
  records: AllRecords;
}

/** The records of a collector, without the rest of its store; it hears of the others' changes. */
export async function openRecords(urls: readonly string[]): Promise<OpenRecords> {
  const servers = await Servers.open(readServers(urls.join(' ')), { connections: 4 });
  const told = changes(servers);
  onTestFinished(async () => {
    await told.close();
    await servers.close();
  });
  const context: Context = {
    servers,
    changes: told,
    mark: () => Buffer.alloc(16),
    ensureRoom: () => {},
  };
  return { servers, changes: told, records: records(context) };
}

/** Two collectors on the same new databases. */
export async function twoCollectors(
  count = 1,
): Promise<{ one: OpenRecords; two: OpenRecords; urls: string[] }> {
  const urls: string[] = [];
  for (let at = 0; at < count; at++) urls.push(await emptyDatabase());
  return { one: await openRecords(urls), two: await openRecords(urls), urls };
}
