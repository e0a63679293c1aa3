import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.mjs';

/** All files under the given paths of the checkout, sorted, with forward slashes; what is missing has none. */
export function listFiles(...paths) {
  const files = [];
  for (const path of paths) {
    const full = join(ROOT, path);
    if (!existsSync(full)) continue;
    if (statSync(full).isDirectory())
      files.push(...listFiles(...readdirSync(full).map(name => `${path}/${name}`)));
    else files.push(path);
  }
  return files.sort();
}
