import type { DatabaseSync } from 'node:sqlite';

/** What of a newer version is in a store: its migration, and its own version as far as the files that it served tell. */
export function newerVersion(db: DatabaseSync, known: readonly string[]): string | undefined {
  const names = db.prepare('SELECT name FROM migrations ORDER BY name').all();
  const newer = names.find(({ name }) => !known.includes(name as string));
  if (!newer) return undefined;
  const version = newestServed(db);
  return `newer tgp (migration ${newer.name})${version ? `, ${version} or later` : ''}`;
}

/** The newest version whose tag was served: each keeps its own when it starts. */
function newestServed(db: DatabaseSync): string | undefined {
  const hasThem = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'served_files'").get();
  if (!hasThem) return undefined;
  const versions = db
    .prepare('SELECT name FROM served_files')
    .all()
    .flatMap(({ name }) => /(?<=@)\d+\.\d+\.\d+/.exec(name as string) ?? []);
  const order = new Intl.Collator('en', { numeric: true });
  return versions.sort(order.compare).at(-1);
}
