import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { ROOT } from './run.mjs';

const PAGE = 'dist/console/index.html';

/** What the console's first page is made of, as it is opened by who has numbers to see: its own files, and all that its modules import. */
export function firstLoad() {
  const html = read(PAGE);
  const own = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, name]) => `dist/console/${name}`);
  const files = new Set([PAGE, ...own]);
  // A set goes on to what is added to it meanwhile.
  const modules = new Set([...own.filter(name => name.endsWith('.js')), 'dist/console/chunks/overview.js']);
  for (const name of modules) {
    files.add(name);
    for (const [, named, bare] of read(name).matchAll(/\bfrom ?"(\.[^"]+)"|\bimport ?"(\.[^"]+)"/g))
      modules.add(posix.join(posix.dirname(name), named ?? bare));
  }
  return [...files];
}

const read = name => (existsSync(`${ROOT}/${name}`) ? readFileSync(`${ROOT}/${name}`, 'utf8') : '');
