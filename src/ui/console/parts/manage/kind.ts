import type { ComponentChildren, VNode } from 'preact';
import type { Account } from '../account.ts';
import type { Who } from '../who.ts';
import type { Field } from './field.ts';

/** What of a list is asked for. */
export interface Asked {
  /** By the name of the filter; what is '' is not asked. */
  filters: { [name: string]: string };
  /** A column's `sort`, with `.desc` behind it where it falls; '' as the kind has it. */
  sort: string;
  /** Where the page begins, as the page before said it; '' of the first. */
  from: string;
}

/** A page of a list. */
export interface Rows<Row> {
  rows: Row[];
  /** Where the next one begins; null at the end. */
  next: string | null;
  /** How many there are on all pages. Default: that is not known. */
  count?: number;
}

export interface Column<Row> {
  title: string;
  cell: (row: Row, account: Account) => ComponentChildren;
  /** What the API calls it, where it sorts by it. */
  sort?: string;
  /** True where a phone has no room for it. */
  isExtra?: boolean;
}

/** One more question to a list than its search. */
export interface Filter {
  name: string;
  label: string;
  hint?: string;
  /** Makes it a choice. */
  options?: [value: string, text: string][];
  is?: 'date';
}

/** What stands beside a record's fields. */
export interface BesideProps<Row> {
  row: Row;
  account: Account;
  mayChange: boolean;
  /** Asks for the record again. */
  reload: () => Promise<void>;
}

export interface KindText {
  title: string;
  /** Said where there is none. */
  none: string;
}

/** Where a record is in the API, and how it is sent there. */
export interface Writing {
  path: string;
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** What is sent, of the fields that are said. Default: those. */
  wrap?: (fields: object) => object;
}

/** A kind of record: how it is listed, read, made, changed and deleted. */
export interface Kind<Row extends object> {
  /** In the console's address. */
  name: string;
  text: KindText;
  /** Of whoever may see it. Default: of the account that is chosen. */
  isOfNone?: true;
  /** The path of a page of them. */
  list: (account: Account, asked: Asked) => string;
  read: (answer: never, asked: Asked) => Rows<Row>;
  /** The path of all of them as a CSV. */
  csv: (account: Account, asked: Asked) => string;
  columns: [Column<Row>, ...Column<Row>[]];
  /** What it is sorted by unless the reader says otherwise. */
  sort: string;
  /** Default: a search. */
  filters?: Filter[];
  keyOf: (row: Row) => string;
  nameOf: (row: Row) => string;
  /** Default: it can be looked at in the list alone. */
  record?: RecordKind<Row>;
}

/** The part of a kind whose records have pages of their own. */
export interface RecordKind<Row extends object> {
  create: string;
  fields: (who: Who, row: Row | undefined) => Field[];
  /** The path of one. */
  one: (account: Account, key: string) => string;
  /** Undefined where the answer has none of that key. */
  readOne: (answer: never, key: string) => Row | undefined;
  /** Undefined where he may not. */
  add: (account: Account, who: Who) => Writing | undefined;
  /** The record that was made, of the answer. */
  made: (answer: never) => Row;
  /** Said once of one that was made, and never again. */
  secretOf?: (answer: never) => { title: string; text: string };
  change?: (account: Account, row: Row) => Writing;
  remove?: Removal<Row>;
  beside?: (props: BesideProps<Row>) => VNode | null;
}

/** How a record is deleted, and what is asked before. */
export interface Removal<Row> {
  /** Default: as all are called. */
  text?: string;
  sure: (row: Row) => string;
  /** What hangs on it; asked for when the question is. */
  hangs?: (account: Account, row: Row) => Promise<{ title: string; items: string[] } | undefined>;
  /** What must be typed. Default: nothing. */
  typed?: (row: Row) => string;
  path: (account: Account, row: Row) => string;
  /** It may take long: the collector tells how far it is, and can be stopped. */
  isLong?: true;
  /** Whether he may. Default: who may change. */
  isFor?: (who: Who, row: Row) => boolean;
  /** Said to who may change it and not delete it. */
  notFor?: string;
  /** Said afterwards. */
  done?: (name: string) => string;
}

/** A kind whose rows are its own matter: to whoever shows it they are rows. */
// biome-ignore lint/suspicious/noExplicitAny: a list of kinds of different rows has no other type
export type AnyKind = Kind<any>;
