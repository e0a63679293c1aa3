import type { TObject } from 'typebox';
import type { Searchable } from '../../store/adQuery.ts';
import type { AdRow, Links } from '../../store/adRecords.ts';
import type { Accounts, Records } from '../../store/records.ts';
import type { recordAnswers } from './answers.ts';
import type { Json, RecordField } from './fields.ts';

/** A body's fields as columns, and the pixels that it links to. */
export interface Change<Row extends AdRow> extends Links {
  columns: Partial<Row>;
}

export interface ChangeContext<Row> {
  /** Undefined where a record is made. */
  stored: Row | undefined;
  accountId: string;
  /** Adds to lists instead of replacing them. */
  isAppending: boolean;
  /** Where the client found this collector. */
  host: string | undefined;
}

/** What an answer has beside a record: clients that keep all of it in one object send all of it back. */
export const aroundIt = (one: string, many: string): string[] => [
  ...new Set(
    ['status', 'count', 'start_element', 'num_elements', 'dbg_info', one, many].flatMap(name => [
      name,
      name.replaceAll('-', '_'),
    ]),
  ),
];

/** One kind of record of the dialect. */
export interface RecordKind<Row extends AdRow> {
  path: string;
  /** What one is called in a body. */
  one: string;
  many: string;
  fields: RecordField[];
  /** Another name for `name`, in a body and an answer. Default: none. */
  alias?: string;
  records: Records<Row, [id: number], [accounts: Accounts], Row & Links, Partial<Row> & Links> &
    Searchable<Row>;
  /** The fields of a body that may be written, `code`, `name` and `state` among them. */
  body: TObject;
  answers: ReturnType<typeof recordAnswers>;
  /** Columns of a record that says nothing of them. */
  defaults: Omit<Row, keyof AdRow>;
  /** The kind's own fields, as columns; throws what the client should hear. */
  read(sent: Json, context: ChangeContext<Row>): Change<Row> | Promise<Change<Row>>;
  /** Whether another kind has that id, under which the events of both are stored. Default: none has. */
  isTaken?(id: number): Promise<boolean>;
  /** Whether a change takes the right to publish. Default: none does. */
  publishes?(before: Row | undefined, after: Row): boolean;
  /** The kind's own plain fields. */
  toJson(row: Row): Json;
  /** Its fields that other records hold. */
  linksOf(rows: Row[]): Promise<(row: Row) => Json>;
  /** Whether others need one, so that it can't be removed. Default: nothing needs it. */
  isInUse?(row: Row): Promise<boolean>;
  /** Says why one can't be removed. */
  inUse(row: Row): Promise<string>;
}
