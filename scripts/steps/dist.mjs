import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../buildAll.mjs';
import { listFiles } from '../listFiles.mjs';
import { ROOT } from '../run.mjs';

const TEXTS = ['src/install/stubText.ts', 'src/install/shopify/queryText.ts'];
const BUILT = ['dist', ...TEXTS];
const SOURCES = ['src', 'scripts', 'package.json', 'package-lock.json', 'rollup.config.mjs', 'tsconfig.json'];

/** Builds everything; the committed browser files and texts must be what the committed sources build, byte for byte. */
export async function dist() {
  const before = committed() || onDisk();
  await build();
  const after = onDisk();
  const differing = [...new Set([...before.keys(), ...after.keys()])].filter(
    file => !before.has(file) || !after.has(file) || !before.get(file).equals(after.get(file)),
  );
  if (!differing.length) return { failed: 0, output: '' };
  if (sourcesChanged()) return { failed: 0, output: '', note: 'rebuilt: commit it with the changed sources' };
  return { failed: 1, output: `${differing.join('\n')}\nrun npm run build and commit what it makes` };
}

function onDisk() {
  return new Map(listFiles(...BUILT).map(file => [file, readFileSync(join(ROOT, file))]));
}

// Without git (an unpacked archive) the files as they lie there are the committed ones.
function committed() {
  if (!existsSync(join(ROOT, '.git'))) return undefined;
  const names = git('ls-tree', '-r', '--name-only', '-z', 'HEAD', '--', ...BUILT);
  if (!names) return undefined;
  const files = names.toString().split('\0').filter(Boolean);
  return new Map(files.map(file => [file, git('show', `HEAD:${file}`)]));
}

function sourcesChanged() {
  const changed = git('status', '--porcelain', '--', ...SOURCES, ...TEXTS.map(text => `:!${text}`));
  return Boolean(changed?.length);
}

function git(...args) {
  const { status, stdout } = spawnSync('git', args, { cwd: ROOT, maxBuffer: 2 ** 26 });
  return status === 0 ? stdout : undefined;
}
