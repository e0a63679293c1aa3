import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.mjs';

const FILE = join(ROOT, 'README.md');
const BETWEEN = /(<!-- size -->\n)([\s\S]*?)(\n<!-- \/size -->)/;

/** Compares the README's table of sizes with the measured one, or writes it there; gives what is wrong. */
export function readmeTable(table, { write }) {
  if (!existsSync(FILE)) return ['README.md is missing'];
  const text = readFileSync(FILE, 'utf8');
  const found = BETWEEN.exec(text);
  if (!found) return ['README.md has no <!-- size --> … <!-- /size --> for the table'];
  if (found[2] === table) return [];
  if (!write) return ['README.md states other sizes than these: run npm run size -- --readme'];
  writeFileSync(
    FILE,
    text.replace(BETWEEN, (_, before, __, after) => before + table + after),
  );
  return [];
}
