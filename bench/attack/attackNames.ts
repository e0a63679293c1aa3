import { readdirSync } from 'node:fs';

/** The attacks that there are: a file each. */
export const attackNames = (): string[] =>
  readdirSync(new URL('attacks/', import.meta.url))
    .map(name => name.replace(/\.ts$/, ''))
    .sort();
