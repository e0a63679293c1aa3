import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../buildAll.mjs';
import { listFiles } from '../listFiles.mjs';
import { ROOT } from '../run.mjs';

const TEXTS = ['src/install/stubText.ts', 'src/install/shopify/queryText.ts'];
const BUILT = ['dist', ...TEXTS];
const SOURCES = [
  'src',
  'scripts',
  'LICENSE',
  'package.json',
  'package-lock.json',
  'rollup.config.mjs',
  'tsconfig.json',
];

/** Builds everything; the committed dist/ and texts must be what the committed sources build, byte for byte. */
export async function dist() {
  const before = committed() || onDisk();
  await build();
  const after = onDisk();
  const differing = [...new Set([...before.keys(), ...after.keys()])].filter(
    file => before.get(file) !== after.get(file),
  );
  if (!differing.length) return { failed: 0, output: '' };
  if (sourcesChanged()) return { failed: 0, output: '', note: 'rebuilt: commit it with the changed sources' };
  return { failed: 1, output: `${differing.join('\n')}\nrun npm run build and commit what it makes` };
}

// By the hashes that git has of them: to ask it for each file would take a process each.
function onDisk() {
  return new Map(listFiles(...BUILT).map(file => [file, blobHash(readFileSync(join(ROOT, file)))]));
}

const blobHash = body => createHash('sha1').update(`blob ${body.length}\0`).update(body).digest('hex');

// Without git (an unpacked archive) the files as they lie there are the committed ones.
function committed() {
  if (!existsSync(join(ROOT, '.git'))) return undefined;
  const tree = git('ls-tree', '-r', '-z', 'HEAD', '--', ...BUILT);
  if (!tree?.length) return undefined;
  const lines = tree.toString().split('\0').filter(Boolean);
  return new Map(lines.map(line => /^\d+ blob (\w+)\t(.+)$/.exec(line).slice(1).reverse()));
}

function sourcesChanged() {
  const changed = git('status', '--porcelain', '--', ...SOURCES, ...TEXTS.map(text => `:!${text}`));
  return Boolean(changed?.length);
}

function git(...args) {
  const { status, stdout } = spawnSync('git', args, { cwd: ROOT, maxBuffer: 2 ** 26 });
  return status === 0 ? stdout : undefined;
}
