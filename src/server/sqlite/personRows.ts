import { BadCursor } from '../store/errors.ts';
import type { PersonId } from '../store/people.ts';
import type { Part } from '../store/readHeld.ts';
import type { ConversionRow, TouchRow } from '../store/rows.ts';
import type { Connection } from './connection.ts';

/** The order of a visitor's rows in the index that finds them. */
const ORDER = { touches: ['kind', 'time', 'seq'], conversions: ['seq', 'rowid'] } as const;
type Table = keyof typeof ORDER;

/** Before the first row. */
const START = { touches: ['', 0, 0], conversions: [0, 0] } as const satisfies Record<
  Table,
  readonly unknown[]
>;

/** Reads touches and conversions of a person, some at a time. */
export function personRows(db: Connection) {
  const walkOf = (table: Table, by: PersonId) => {
    const order = ORDER[table].join(', ');
    const places = ORDER[table].map(() => '?').join(', ');
    return db.prepare<TouchRow | ConversionRow>(
      `SELECT rowid, * FROM ${table} WHERE account_id = ? AND ${by} = ? AND ${by} <> '' AND (${order}) > (${places})
       ORDER BY ${order} LIMIT ?`,
    );
  };
  const walks = {
    touches: { anonymous_id: walkOf('touches', 'anonymous_id'), user_id: walkOf('touches', 'user_id') },
    conversions: {
      anonymous_id: walkOf('conversions', 'anonymous_id'),
      user_id: walkOf('conversions', 'user_id'),
    },
  };

  /** The rows after a place. Those of a part that is alone among them are for the caller to tell. */
  function after<Row extends TouchRow | ConversionRow>(
    table: Table,
    { accountId, by, id }: Omit<Part, 'isAlone'>,
    limit: number,
    place: readonly (string | number)[] = START[table],
  ): Row[] {
    return walks[table][by].all(accountId, id, ...place, limit) as Row[];
  }

  const placeOf = (table: Table, row: TouchRow | ConversionRow) =>
    ORDER[table].map(column => row[column as keyof typeof row] as string | number);

  return {
    after,
    placeOf,
    /** A page of those of a part. */
    page<Row extends TouchRow | ConversionRow>(table: Table, part: Part, limit: number, cursor?: string) {
      const rows = after<Row>(
        table,
        part,
        limit + 1,
        cursor === undefined ? undefined : readPlace(table, cursor),
      );
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        rows: page.filter(row => !part.isAlone || row.user_id === '').map(withoutPlace),
        next: last && rows.length > limit ? placeOf(table, last).join('-') : null,
      };
    },
  };
}

/** As the contract has it. */
function withoutPlace<Row extends object>(row: Row): Row {
  const { rowid: _, ...rest } = row as Row & { rowid?: number };
  return rest as Row;
}

function readPlace(table: Table, cursor: string): (string | number)[] {
  const parts = cursor.split('-');
  const isPlace =
    parts.length === ORDER[table].length && parts.slice(1).every(each => /^\d{1,15}$/.test(each));
  if (!isPlace || !/^([a-z]{1,9}|\d{1,15})$/.test(parts[0]!)) throw new BadCursor(cursor);
  return parts.map((each, at) => (ORDER[table][at] === 'kind' ? each : Number(each)));
}
