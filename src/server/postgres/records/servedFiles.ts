import type { ServedFile, ServedFiles } from '../../store/servedFiles.ts';
import type { Context } from '../context.ts';

/** Files that stay as they were served. */
export const servedFiles = ({ servers: { first } }: Context): ServedFiles => ({
  async add({ name, body, served_at }) {
    const insert =
      'INSERT INTO served_files (name, body, served_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING';
    return (await first.run(insert, [name, body, served_at])) > 0;
  },
  get: name =>
    first.first<ServedFile>('SELECT name, body, served_at FROM served_files WHERE name = $1', [name]),
  async list() {
    const rows = await first.all<{ name: string }>('SELECT name FROM served_files ORDER BY name');
    return rows.map(({ name }) => name);
  },
});
