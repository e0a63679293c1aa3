import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';

/** Every row of every table of a file, by a connection of its own. */
export function dumpFile(file: string): string {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all();
    return JSON.stringify(
      tables.map(({ name }) => {
        const rows = db.prepare(`SELECT * FROM "${name}"`);
        const order = rows.columns().length > 1 ? 'ORDER BY 1, 2' : 'ORDER BY 1';
        return [name, db.prepare(`SELECT * FROM "${name}" ${order}`).all()];
      }),
      (_key, value) => (value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value),
    );
  } finally {
    db.close();
  }
}

/** The same of a database of PostgreSQL. */
export async function dumpDatabase(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname`,
    );
    const each = tables.rows.map(
      ({ name }) =>
        `(SELECT json_build_array('${name}', json_agg(x ORDER BY x::text)) FROM "${name}" AS x)::text`,
    );
    const all = await client.query<{ rows: string[] }>(`SELECT ARRAY[${each.join(', ')}] AS rows`);
    return all.rows[0]!.rows.join('\n');
  } finally {
    await client.end();
  }
}
