import { BadCursor } from '../../store/errors.ts';
import type { PersonId } from '../../store/people.ts';
import type { Part } from '../../store/readHeld.ts';
import type { ConversionRow, TouchRow } from '../../store/rows.ts';
import type { Session } from '../session.ts';

/** The order of a visitor's rows in the index that finds them. */
const ORDER = { touches: ['kind', 'time', 'seq'], conversions: ['seq', 'pixel_id'] } as const;
export type PersonTable = keyof typeof ORDER;
export type RowOf<Table extends PersonTable> = Table extends 'touches' ? TouchRow : ConversionRow;

/** Where a row is in it. */
export type PersonPlace = readonly (string | number)[];

/** Before the first row. */
const START = { touches: ['', 0, 0], conversions: [0, 0] } as const satisfies Record<
  PersonTable,
  PersonPlace
>;

const walk = (table: PersonTable, by: PersonId): string => {
  const order = ORDER[table].join(', ');
  const places = ORDER[table].map((_, at) => `$${at + 4}`).join(', ');
  return `SELECT * FROM ${table} WHERE account_id = $1 AND ${by} = $2 AND ${by} <> '' AND (${order}) > (${places})
    ORDER BY ${order} LIMIT $3`;
};

/** The touches or conversions of a person after a place. Those of a part that is alone among them are for the caller to tell. */
export const personRows = <Table extends PersonTable>(
  session: Session,
  table: Table,
  { accountId, by, id }: Omit<Part, 'isAlone'>,
  limit: number,
  place: PersonPlace = START[table],
): Promise<RowOf<Table>[]> => session.all<RowOf<Table>>(walk(table, by), [accountId, id, limit, ...place]);

export const placeOf = (table: PersonTable, row: TouchRow | ConversionRow): PersonPlace =>
  ORDER[table].map(column => row[column as keyof typeof row] as string | number);

/** A page of those of a part. */
export async function personPage<Table extends PersonTable>(
  session: Session,
  table: Table,
  part: Part,
  limit: number,
  cursor?: string,
): Promise<{ rows: RowOf<Table>[]; next: string | null }> {
  const place = cursor === undefined ? undefined : readPlace(table, cursor);
  const rows = await personRows(session, table, part, limit + 1, place);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.filter(row => !part.isAlone || row.user_id === ''),
    next: last && rows.length > limit ? placeOf(table, last).join('-') : null,
  };
}

function readPlace(table: PersonTable, cursor: string): PersonPlace {
  const parts = cursor.split('-');
  const isPlace =
    parts.length === ORDER[table].length && parts.slice(1).every(each => /^\d{1,15}$/.test(each));
  if (!isPlace || !/^([a-z]{1,9}|\d{1,15})$/.test(parts[0]!)) throw new BadCursor(cursor);
  return parts.map((each, at) => (ORDER[table][at] === 'kind' ? each : Number(each)));
}
