import type { Session } from '../../postgres/session.ts';
import { bytes, numbers, texts } from '../../postgres/write/arrays.ts';
import type { Row } from './tables.ts';

/** A table of a PostgreSQL server's. */
export interface Shape {
  /** Types by column. */
  types: Map<string, string>;
  /** The columns of the primary key, in its order. */
  key: string[];
}

/** What the tables of a server are like. */
export async function readCatalog(session: Session): Promise<Map<string, Shape>> {
  const rows = await session.all<{ name: string; column: string; type: string; place: number | null }>(
    `SELECT class.relname::text AS name, field.attname::text AS column, format_type(field.atttypid, NULL) AS type,
       array_position(index.indkey::int2[], field.attnum) AS place
     FROM pg_class AS class
     JOIN pg_attribute AS field ON field.attrelid = class.oid AND field.attnum > 0 AND NOT field.attisdropped
     LEFT JOIN pg_index AS index ON index.indrelid = class.oid AND index.indisprimary
     WHERE class.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
       AND class.relkind IN ('r', 'p')
       AND NOT class.relispartition
     ORDER BY class.relname, field.attnum`,
  );
  const shapes = new Map<string, Shape>();
  const places = new Map<string, [number, string][]>();
  for (const { name, column, type, place } of rows) {
    const shape = shapes.get(name) ?? { types: new Map(), key: [] };
    shapes.set(name, shape);
    shape.types.set(column, type);
    if (place !== null) places.set(name, [...(places.get(name) ?? []), [place, column]]);
  }
  for (const [name, key] of places)
    shapes.get(name)!.key = key.sort((a, b) => a[0] - b[0]).map(([, column]) => column);
  return shapes;
}

/** Lists of values in the place of a table's columns, `unnest($1::text[], …)`, from a parameter on. */
export const unnest = ({ types }: Shape, columns: readonly string[], from = 1): string =>
  `unnest(${columns.map((column, at) => `$${from + at}::${types.get(column)}[]`).join(', ')})`;

/** What those parameters are. */
export const listsOf = ({ types }: Shape, columns: readonly string[], rows: readonly Row[]): string[] =>
  columns.map(column => {
    const type = types.get(column);
    if (type === 'text') return texts(rows, row => (row[column] as string | null | undefined) ?? null);
    if (type === 'bytea') return bytes(rows, row => bufferOf(row[column] as Uint8Array));
    return numbers(rows, row => (row[column] as number | null | undefined) ?? null);
  });

const bufferOf = (given: Uint8Array): Buffer => Buffer.from(given.buffer, given.byteOffset, given.byteLength);
