import { Exists } from '../store/errors.ts';

type Column<Row> = keyof Row & string;

/** Rows of one kind by their key. What comes out are the rows themselves: who gives them away copies them. */
export class Table<Row extends object> {
  readonly #rows = new Map<string, Row>();
  readonly #key: readonly Column<Row>[];
  readonly #unique: readonly (readonly Column<Row>[])[];

  /**
   * @param key the columns that no two rows share
   * @param unique others that no two share where the last of them holds something; its name is the one of `Exists`
   */
  constructor(key: readonly Column<Row>[], unique: readonly (readonly Column<Row>[])[] = []) {
    this.#key = key;
    this.#unique = unique;
  }

  get(...key: unknown[]): Row | undefined {
    return this.#rows.get(JSON.stringify(key));
  }

  /** The row as it is now, of one that was read before. */
  now(read: Row): Row | undefined {
    return this.#rows.get(this.#keyOf(read));
  }

  find(is: (row: Row) => boolean): Row | undefined {
    for (const row of this) if (is(row)) return row;
    return undefined;
  }

  [Symbol.iterator](): IterableIterator<Row> {
    return this.#rows.values();
  }

  get size(): number {
    return this.#rows.size;
  }

  /** Throws `Exists` where the row could not be put. */
  checkUnique(row: Row, before?: Row): void {
    const taken = this.#rows.get(this.#keyOf(row));
    if (taken && taken !== before) throw new Exists(this.#key.at(-1)!);
    for (const columns of this.#unique) {
      const isShared = (other: Row) => columns.every(name => other[name] === row[name]);
      const isOwn = row[columns.at(-1)!] === null;
      if (!isOwn && this.find(other => other !== before && isShared(other))) {
        throw new Exists(columns.at(-1)!);
      }
    }
  }

  /** @param before the row that it takes the place of */
  put(row: Row, before?: Row): void {
    this.checkUnique(row, before);
    const key = this.#keyOf(row);
    if (before && this.#keyOf(before) !== key) this.remove(before);
    this.#rows.set(key, row);
  }

  remove(row: Row): void {
    this.#rows.delete(this.#keyOf(row));
  }

  #keyOf(row: Row): string {
    return JSON.stringify(this.#key.map(name => row[name]));
  }
}
