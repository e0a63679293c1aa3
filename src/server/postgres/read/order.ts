import { compareTexts } from '../../store/compareTexts.ts';
import { BadCursor } from '../../store/errors.ts';

type Value = string | number;

/** The one column of a place that is a text. */
const isText = (column: string): boolean => column === 'account_id';

/**
 * An order of rows that are merged from several accounts, and their places in it as cursors.
 * @param falling columns, the greatest first
 * @param rising one more, the smallest first: of the few rows that are equal in all of the others
 */
export function order<Row extends object>(falling: (keyof Row & string)[], rising?: keyof Row & string) {
  const columns = rising === undefined ? falling : [...falling, rising];
  const placeOf = (row: Row) => columns.map(column => row[column] as Value);
  const cursorAt = (row: Row): string => Buffer.from(JSON.stringify(placeOf(row))).toString('base64url');

  return {
    /** Whether a row comes before another one: less than 0; after it: more. */
    compare(a: Row, b: Row): number {
      for (const column of columns) {
        const difference = compareValues(a[column] as Value, b[column] as Value);
        if (difference !== 0) return column === rising ? difference : -difference;
      }
      return 0;
    },

    /** The page that those rows are, in order, and the cursor of the next one. */
    of<Found extends Row>(rows: Found[], limit: number): { rows: Found[]; next: string | null } {
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return { rows: page, next: last && rows.length > limit ? cursorAt(last) : null };
    },

    /** Reads on after that row. */
    cursorAt,

    /** Where a cursor is; throws `BadCursor`. */
    placeAt(cursor: string): Row {
      let values: Value[];
      try {
        values = JSON.parse(Buffer.from(cursor, 'base64url').toString());
      } catch {
        throw new BadCursor(cursor);
      }
      const isPlace =
        Array.isArray(values) &&
        values.length === columns.length &&
        columns.every((column, at) =>
          isText(column) ? typeof values[at] === 'string' : Number.isSafeInteger(values[at]),
        );
      if (!isPlace) throw new BadCursor(cursor);
      const row = Object.fromEntries(columns.map((column, at) => [column, values[at]])) as Row;
      if (cursorAt(row) !== cursor) throw new BadCursor(cursor);
      return row;
    },
  };
}

/** How rows are merged. */
export type Order<Row extends object> = Pick<ReturnType<typeof order<Row>>, 'compare' | 'of' | 'cursorAt'>;

const compareValues = (a: Value, b: Value): number =>
  typeof a === 'number' ? a - Number(b) : compareTexts(a, String(b));
