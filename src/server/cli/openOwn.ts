import { readFileSync } from 'node:fs';
import { keepBefore } from '../sqlite/keepBefore.ts';
import { MIGRATIONS } from '../sqlite/migrationNames.ts';
import { type SqliteOptions, SqliteStore } from '../sqlite/sqliteStore.ts';
import { sayPassing } from './passing.ts';
import { progress } from './progress.ts';

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));

/**
 * Opens the store of a folder. One of an earlier version gets its newest form: as it was it stays beside it, and how far
 * that is, and how long it has taken, is shown. Stopped in the middle, it is done another time.
 */
export async function openOwn(file: string, options: SqliteOptions): Promise<SqliteStore> {
  const say = (text: string) => process.stderr.write(`tgp: ${text}\n`);
  const copying = progress('copying');
  const kept = await keepBefore(file, {
    version,
    migrations: options.migrations ?? MIGRATIONS,
    onBegin: target => say(`the store is of an earlier version; a copy of it as it is goes to ${target}`),
    onProgress: copying.show,
  }).finally(copying.end);
  if (kept === undefined) return new SqliteStore(file, options);
  say('the copy is whole; the store gets its newest form, which may take minutes');
  const upgrading = progress('upgrading');
  const end = sayPassing('upgrading');
  try {
    const store = new SqliteStore(file, { ...options, onUpgrade: upgrading.show });
    upgrading.end();
    say(`the store is upgraded; when nothing is missing, remove ${kept}`);
    return store;
  } finally {
    end();
    upgrading.end();
  }
}
