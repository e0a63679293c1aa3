import type { DatabaseSync } from 'node:sqlite';
import type { ServedFile, ServedFiles } from '../store/servedFiles.ts';

/** The served files of a database. */
export const servedFiles = (db: DatabaseSync): ServedFiles => ({
  async add({ name, body, served_at }) {
    const sql =
      'INSERT INTO served_files (name, body, served_at) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING';
    return db.prepare(sql).run(name, body, served_at).changes > 0;
  },

  async get(name) {
    return db.prepare('SELECT * FROM served_files WHERE name = ?').get(name) as ServedFile | undefined;
  },

  async list() {
    const rows = db.prepare('SELECT name FROM served_files ORDER BY name').all() as { name: string }[];
    return rows.map(({ name }) => name);
  },
});
