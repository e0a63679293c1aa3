import type { DatabaseSync } from 'node:sqlite';

/** Teaches a connection `small_letters(text)`: SQLite's own knows the letters of ASCII alone. */
export const smallLetters = (db: DatabaseSync): void =>
  db.function('small_letters', { deterministic: true }, text => String(text).toLowerCase());
