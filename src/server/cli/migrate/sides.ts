import type { AccountState } from '../../postgres/schema.ts';
import type { Numbered } from './numbers.ts';
import type { Row, Table } from './tables.ts';

/** Where reading goes on, as it is kept for another run: a row's key, and what the engine needs beside it. */
export type Place = readonly unknown[];

export interface Page {
  rows: Row[];
  /** After them. */
  place: Place;
}

/** Reads the rows of a store. A row whose account nobody knows has none. */
export interface Rows {
  /** The columns that moving it is about. */
  columns(table: Table): readonly string[];
  pages(table: Table, after?: Place): AsyncIterable<Page>;
  /** Those that there are. */
  byKeys(table: Table, keys: readonly Row[]): Promise<Row[]>;
  count(table: Table): Promise<number>;
}

/** A row that was added, changed or removed. */
export interface Changed {
  table: Table;
  key: Row;
}

/** A source as it is at one moment, whatever is stored meanwhile. */
export interface Moment extends Rows {
  /** What has changed and was not forgotten yet. */
  changes(): AsyncIterable<Changed[]>;
  numbers(): Promise<Numbered[]>;
  /** Whose the events of tags are that are gone. */
  tags(): Promise<Row[]>;
}

/** What is the collector's as a whole: in SQLite a few numbers, in PostgreSQL some in each account's state. */
export interface Whole {
  states: AccountState[];
  lastToken: number;
}

/** The key that tags' secrets are under: in a folder it is in a file, in PostgreSQL on the first server. */
export interface SecretKey {
  /** Undefined: in a file that collectors name. */
  key: Buffer | undefined;
  /** Where it is, for whoever moves it. */
  where: string;
}

/** A store that is moved. Its collector goes on, and what changes in it is noted. */
export interface Source extends Rows {
  name: string;
  /** Which migration it notes changes for; undefined: none. */
  migration(): Promise<string | undefined>;
  /** Notes changes from now on. @param target what whoever writes to it is told once it has moved */
  begin(id: string, target: string): Promise<void>;
  moment<Result>(work: (moment: Moment) => Promise<Result>): Promise<Result>;
  /** Forgets the changes that the last moment told of. */
  forget(): Promise<void>;
  /** From now on nothing is written to what is moved: whoever tries is told to try later. */
  refuse(): Promise<void>;
  /** Takes it again. */
  accept(): Promise<void>;
  /** @param stored how many events there are or were, by account, where that is known */
  whole(stored: ReadonlyMap<string, number>): Promise<Whole>;
  /** Undefined: it has none. */
  secretKey(): Promise<SecretKey | undefined>;
  /** Notes nothing any more, and takes what is written to it. */
  end(): Promise<void>;
  close(): Promise<void>;
}

/** What a target knows of its migration while that is not done. */
export interface Kept {
  /** Undefined: none began. */
  get(name: string): Promise<string | undefined>;
  set(name: string, value: string): Promise<void>;
}

/** A store that is moved to. */
export interface Target extends Rows {
  name: string;
  kept: Kept;
  /** Says what is in it, where it is no empty store. */
  content(): Promise<string | undefined>;
  /** Makes ready to keep what is known of a migration. */
  begin(): Promise<void>;
  /** Has it know whose the events of tags are that it has not. */
  knowTags(tags: readonly Row[]): Promise<void>;
  /** Adds rows; those that are there stay. */
  add(table: Table, rows: readonly Row[]): Promise<void>;
  /** Puts rows in the place of those of these keys. */
  replace(table: Table, keys: readonly Row[], rows: readonly Row[]): Promise<void>;
  /** Before it is compared, and used. */
  settle(): Promise<void>;
  /** Makes ahead what it can of what its engine has beside: from then on what is replaced is followed. */
  prepare(): Promise<void>;
  /** Keeps the key where collectors find it; gives what there is to say of it. Throws where another one is there. */
  keepSecretKey(key: SecretKey): Promise<string | undefined>;
  /** Ends that; from then on it is a store as any other. */
  finish(whole: Whole): Promise<void>;
  close(): Promise<void>;
}
