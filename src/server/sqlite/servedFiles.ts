import type { ServedFiles } from '../store/servedFiles.ts';
import type { Connection } from './connection.ts';
import { build } from './kysely.ts';

/** Files that stay as they were served. */
export const servedFiles = (db: Connection): ServedFiles => ({
  async add(file) {
    const insert = build.insertInto('served_files').values(file);
    return db.all(insert.onConflict(on => on.doNothing()).returning('name')).length > 0;
  },
  async get(name) {
    return db.first(build.selectFrom('served_files').selectAll().where('name', '=', name));
  },
  async list() {
    return db.all(build.selectFrom('served_files').select('name').orderBy('name')).map(({ name }) => name);
  },
});
