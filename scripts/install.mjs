import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagedNode } from './pinnedNode.mjs';
import { ROOT, run } from './run.mjs';

const MARK = join(ROOT, 'node_modules', '.tgp-lock');

/** Installs the packages of package-lock.json, unless they are there already. */
export async function install() {
  const wanted = fingerprint();
  if (existsSync(MARK) && readFileSync(MARK, 'utf8') === wanted) return;
  console.log('tgp: installing packages (npm ci) …');
  const [command, ...args] = npm();
  const { code, output } = await run(
    command,
    [...args, 'ci', '--loglevel=error', '--include=dev', '--include=optional'],
    // npm is a batch file on Windows.
    { shell: command === 'npm' && process.platform === 'win32' },
  );
  if (code !== 0) {
    console.error(`${output}\ntgp: npm ci failed (exit ${code}).`);
    process.exit(1);
  }
  dropUnusableNode();
  writeFileSync(MARK, wanted);
}

function fingerprint() {
  const lock = readFileSync(join(ROOT, 'package-lock.json'));
  // A folder shared between two systems must not keep the other's binaries.
  return `${process.platform} ${process.arch} ${createHash('sha256').update(lock).digest('hex')}\n`;
}

function npm() {
  const { npm_execpath, npm_node_execpath } = process.env;
  if (npm_execpath && /npm-cli\.c?js$/.test(npm_execpath)) {
    return [
      npm_node_execpath && existsSync(npm_node_execpath) ? npm_node_execpath : process.execPath,
      npm_execpath,
    ];
  }
  return ['npm'];
}

// On musl the packaged Node does not start, and as node_modules/.bin/node it would hide the machine's own
// from every later `npm run`.
function dropUnusableNode() {
  if (!packagedNode()) rmSync(join(ROOT, 'node_modules', '.bin', 'node'), { force: true });
}
