import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './npm.mjs';
import { ROOT } from './run.mjs';

const FOLDER = join(ROOT, 'build', 'node');

/**
 * A Node of its own for this checkout, from npm's package of that name and version: `{path}`, or `{problem}`. It lies where
 * no project's scripts find it by themselves; npm takes it only with the integrity that is named here.
 */
export async function fetchNode({ name, version, integrity }, say = () => {}) {
  const folder = join(FOLDER, `${name}-${version}`);
  const path = join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(path)) return { path };
  say();
  // Under another name until it is whole: it may be interrupted, and another command may fetch it too.
  const partial = join(FOLDER, `.${name}-${version}-${process.pid}`);
  try {
    mkdirSync(partial, { recursive: true });
    const own = { name: 'node', version, dependencies: { [name]: version } };
    const packages = { '': own, [`node_modules/${name}`]: { version, integrity } };
    writeFileSync(join(partial, 'package.json'), JSON.stringify({ private: true, ...own }));
    writeFileSync(
      join(partial, 'package-lock.json'),
      JSON.stringify({ name: own.name, version, lockfileVersion: 3, requires: true, packages }),
    );
    const { code, output } = await npm([
      'ci',
      `--prefix=${partial}`,
      '--ignore-scripts',
      '--prefer-offline',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ]);
    if (code !== 0)
      return { problem: `npm can't fetch ${name}@${version} (exit ${code}):\n${output.trim()}` };
    if (!existsSync(folder)) renameSync(partial, folder);
    return { path };
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}
