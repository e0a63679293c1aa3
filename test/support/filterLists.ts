import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Debian's webext-ublock-origin-firefox puts the extension; it brings the lists that it starts with. */
const EXTENSIONS = '/usr/share/mozilla/extensions/{ec8030f7-c20a-464f-9b0e-13a3a9e97384}';
const NAME = 'uBlock0@raymondhill.net';

/** The lists that are on by default, of those that are there. */
const LISTS = [
  'thirdparties/easylist/easylist.txt',
  'thirdparties/easylist/easyprivacy.txt',
  ...['badware', 'filters', 'privacy', 'quick-fixes', 'unbreak'].map(name => `ublock/${name}.min.txt`),
];

/** The folder of uBlock Origin as the machine has it; undefined where it has none. */
export function blockerFolder(): string | undefined {
  const folder = join(EXTENSIONS, NAME);
  return existsSync(folder) ? folder : undefined;
}

/** The texts of its filter lists; they stay where they are: their licences are not ours. */
export function filterLists(folder: string): string[] {
  const assets = join(folder, 'assets');
  const files = readdirSync(assets, { recursive: true, encoding: 'utf8' });
  const missing = LISTS.filter(name => !files.includes(name));
  if (missing.length) throw new Error(`${assets} has no ${missing.join(', no ')}`);
  return LISTS.map(name => readFileSync(join(assets, name), 'utf8'));
}
