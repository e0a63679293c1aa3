import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StartedPostgres } from '../../test/support/postgres/startPostgres.ts';

/** The process that all of a server's are children of. */
export const postmaster = ({ folder }: StartedPostgres): number =>
  Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
