/** Whose records: of these accounts, or everybody's. */
export type Accounts = readonly string[] | '*';

/**
 * Records of one kind: accounts, tags, saved pixels and so on all have this shape. What a call returns is a copy:
 * changing it changes nothing that is stored.
 */
export interface Records<
  Row,
  Key extends unknown[],
  Filter extends unknown[] = [accounts: Accounts],
  New = Row,
  Change = Partial<Row>,
> {
  /** The record as it is stored now. Throws `Exists`, `NoSuchRecord`. */
  add(row: New): Promise<Row>;
  get(...key: Key): Promise<Row | undefined>;
  /** The oldest first. */
  list(...filter: Filter): Promise<Row[]>;
  /**
   * False where there is none (any more) or, in records that count their revisions, where it is not as it was read: then
   * nothing is changed. Throws `Exists`, `NoSuchRecord`.
   * @param read the record to change, as it was read
   */
  change(read: Row, change: Change): Promise<boolean>;
  /** False where there is none. Throws `InUse` where others need it. */
  remove(...key: Key): Promise<boolean>;
}
