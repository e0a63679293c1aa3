/** So many are named of those that something was not done for. */
const NAMED = 10;

/** Thrown where the store can't do what was asked of it now, and may well be able to later: ask again. */
export class Away extends Error {}

/** Thrown by `append` where an event could not be made durable: the sender should try again. */
export class NotStored extends Away {}

/** Thrown where the store holds as much as it may. */
export class Full extends Away {
  constructor(bytes: number) {
    super(`the store is full: it may hold ${Math.round(bytes / 1_000_000)} MB (--max-store)`);
  }
}

/** Thrown where another record has taken what must be one record's own: nothing is changed. */
export class Exists extends Error {
  /** The field (a column of the record) whose value is taken. */
  readonly field: string;

  constructor(field: string, options?: ErrorOptions) {
    super(`another record has this ${field}`, options);
    this.field = field;
  }
}

/** Thrown where a record is used by another one: nothing is removed. */
export class InUse extends Error {}

/** Thrown where what a record refers to is not there (any more), like a pixel to be linked: nothing is changed. */
export class NoSuchRecord extends Error {}

/** Thrown where a cursor is not one that this store gave out. */
export class BadCursor extends Error {}

/** Thrown where old events of some could not be removed now: those of all others are. */
export class NotForgotten extends Error {
  /** How many events went of the others. */
  readonly removed: number;

  constructor(removed: number, whose: readonly string[], options?: ErrorOptions) {
    const more = whose.length - NAMED;
    super(
      `not done for ${whose.slice(0, NAMED).join('; ')}${more > 0 ? `; and ${more} more` : ''}: all others are, these are tried again`,
      options,
    );
    this.removed = removed;
  }
}
