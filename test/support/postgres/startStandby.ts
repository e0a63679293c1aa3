import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type StartedPostgres, startPostgres } from './startPostgres.ts';

/** Where PostgreSQL is as a whole: npm's package has no pg_basebackup. */
export const SYNCHRONOUS = {
  isSystem: true,
  settings: { synchronous_standby_names: '*', wal_log_hints: 'on' },
};

/** The arguments that make a standby's folder of a server. */
const copyOf = (url: string, folder: string) =>
  [
    ['-d', url],
    ['-D', folder],
    ['-X', 'stream'],
    ['-c', 'fast'],
    ['-R', '--no-sync'],
  ].flat();

/** A standby of a server, with the same settings. */
export const startStandby = (primary: StartedPostgres, isDurable = false): Promise<StartedPostgres> =>
  startPostgres({
    ...SYNCHRONOUS,
    isDurable,
    make: async folder => void (await primary.run('pg_basebackup', copyOf(primary.url(''), folder))),
  });

/** Makes a server that is stopped a standby of another one, by a new copy, and starts it. */
export async function becomeStandby(server: StartedPostgres, primary: StartedPostgres): Promise<void> {
  // The folder itself is its user's, in one that is not.
  for (const name of readdirSync(server.folder)) rmSync(join(server.folder, name), { recursive: true });
  await primary.run('pg_basebackup', copyOf(primary.url(''), server.folder));
  await server.start();
}
