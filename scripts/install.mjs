import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './npm.mjs';
import { ROOT } from './run.mjs';

const MARK = join(ROOT, 'node_modules', '.tgp-lock');

/** Of the packages that only building and testing take, the one that both take. */
const TOOL = join(ROOT, 'node_modules', 'typescript');

/** Installs the packages of package-lock.json, unless they are there already: what running takes, or `all`. */
export async function install({ all }) {
  const lock = fingerprint();
  const mark = existsSync(MARK) ? readFileSync(MARK, 'utf8') : '';
  if (mark === `all ${lock}` || (!all && mark === `running ${lock}`)) return;
  // Who builds and tests here goes on doing so.
  const kind = all || existsSync(TOOL) ? 'all' : 'running';
  console.log(`tgp: installing packages (npm ci${kind === 'all' ? '' : ': what running takes, no tools'}) …`);
  const { code, output } = await npm([
    'ci',
    '--loglevel=error',
    // The lock file says what each is, to the byte: what npm has of it need not be asked for again.
    '--prefer-offline',
    ...(kind === 'all' ? ['--include=dev', '--include=optional'] : ['--omit=dev', '--omit=optional']),
  ]);
  if (code !== 0) {
    console.error(`${output}\ntgp: npm ci failed (exit ${code}).`);
    process.exit(1);
  }
  writeFileSync(MARK, `${kind} ${lock}`);
}

function fingerprint() {
  const lock = readFileSync(join(ROOT, 'package-lock.json'));
  // A folder shared between two systems must not keep the other's binaries.
  return `${process.platform} ${process.arch} ${createHash('sha256').update(lock).digest('hex')}\n`;
}
