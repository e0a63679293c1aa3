import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openPostgres } from '../../src/server/postgres/postgresStore.ts';
import { readServers } from '../../src/server/postgres/readServers.ts';
import { SqliteStore } from '../../src/server/sqlite/sqliteStore.ts';
import type { Store } from '../../src/server/store/store.ts';
import { systemPrograms } from '../../test/support/postgres/programs.ts';
import { startPostgres } from '../../test/support/postgres/startPostgres.ts';
import { cpuOf } from '../cpuOf.ts';
import { postmaster } from '../postgres/postmaster.ts';
import { command } from './started.ts';

/** Where the events are. */
export interface Place {
  /** By which a collector and its commands find it. */
  args: string[];
  open(): Promise<Store>;
  /** CPU that what keeps them has used beside this process, in seconds. */
  cpu(): number;
  /** What they take on the disk, in MB. */
  mb(): Promise<number>;
  /** What copies all of it, and removes the copy: that takes the disk a while too. Undefined where there is no program for it. */
  backup: { name: string; work: () => Promise<unknown>; remove: () => void } | undefined;
  end(): Promise<void>;
}

/** A folder, which stays. */
export function embedded(data: string): Place {
  const file = join(data, 'tgp.db');
  const args = ['--data', data];
  const copy = join(data, '..', 'copy.db');
  return {
    args,
    open: async () => new SqliteStore(file),
    cpu: () => 0,
    mb: async () => statSync(file).size / 1e6,
    backup: {
      name: '`tgp backup`',
      work: () => command(['backup', copy, ...args]),
      remove: () => rmSync(copy),
    },
    end: async () => {},
  };
}

/** A server of its own on the disk, which goes at the end. */
export async function postgres(): Promise<Place> {
  const isSystem = systemPrograms() !== undefined;
  const server = await startPostgres({ isDurable: true, isSystem });
  const url = server.url('postgres');
  const open = () => openPostgres(readServers(url));
  return {
    args: ['--store', url],
    open,
    cpu: () => cpuOf(postmaster(server)),
    async mb() {
      const store = await open();
      try {
        return store.status().bytes / 1e6;
      } finally {
        await store.close();
      }
    },
    backup: isSystem
      ? {
          name: '`pg_dump`',
          work: () => server.run('pg_dump', ['-Fc', '--no-sync', '-f', '/dev/null', url]),
          remove() {},
        }
      : undefined,
    end: server.stop,
  };
}
