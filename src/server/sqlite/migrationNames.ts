import { readdirSync } from 'node:fs';

/** Where the dated SQL files are. */
export const MIGRATIONS = new URL('./migrations/', import.meta.url);

/** Their names, by date. */
export const migrationNames = (folder: URL): string[] =>
  readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .sort();
