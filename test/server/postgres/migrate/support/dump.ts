import { DatabaseSync } from 'node:sqlite';

/** Log-ins, and what is made again of the rest. */
const LEFT = ['sessions', 'visit_columns', 'visit_days', 'migrations'];

/** All rows of a store in a file, in their order. */
export function dump(file: string): Record<string, unknown[]> {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const names = db
      .prepare(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'moving*' ORDER BY name`,
      )
      .all() as { name: string }[];
    return Object.fromEntries(
      names
        .filter(({ name }) => !LEFT.includes(name))
        .map(({ name }) => {
          const columns = db.prepare('SELECT count(*) AS n FROM pragma_table_info(?)').get(name)!.n as number;
          const order = Array.from({ length: columns }, (_, at) => at + 1).join(', ');
          return [
            name,
            db
              .prepare(`SELECT * FROM ${name} ORDER BY ${order}`)
              .all()
              .map(row => ({ ...row })),
          ];
        }),
    );
  } finally {
    db.close();
  }
}
