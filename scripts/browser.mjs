import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ROOT, run } from './run.mjs';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
];

const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Finds a Chromium for the tests and, if asked to, fetches one: `{path}`, or `{problem}` with what to do. */
export async function browser({ fetch = false } = {}) {
  if (process.env.TGP_CHROMIUM) return { path: process.env.TGP_CHROMIUM };
  const found = await find();
  if (found) return { path: found };
  const tried = [];
  for (const attempt of fetch ? [await apt(), playwrightInstall()] : []) {
    if (!attempt) continue;
    console.log(`tgp: no browser found, fetching one: ${attempt.says} …`);
    const failures = [];
    for (const [command, ...args] of attempt.commands) {
      const { code, output } = await run(command, args, { env: { DEBIAN_FRONTEND: 'noninteractive' } });
      // The next command may do without it: one package list of many may be unreachable.
      if (code !== 0) failures.push(`${[command, ...args].join(' ')} failed (exit ${code}):\n${output}`);
    }
    const path = await find();
    if (path) return { path };
    tried.push(...failures, `${attempt.says}: there is still no browser that starts`);
  }
  return {
    problem: [
      ...tried,
      'No Chromium or Chrome to run the tests in. Install one (Debian: apt-get install chromium; elsewhere: npx playwright install --with-deps chromium), or name one in TGP_CHROMIUM.',
    ].join('\n'),
  };
}

async function find() {
  const onPath = (process.env.PATH || '')
    .split(delimiter)
    .flatMap(folder => NAMES.map(name => join(folder, name)));
  const { chromium } = await import('playwright');
  return [chromium.executablePath(), ...onPath, ...PLACES].find(path => existsSync(path) && starts(path));
}

/** Ubuntu's browsers are scripts that ask for a snap, and the snap cannot see the tests' folders. */
export function starts(path) {
  const real = realpathSync(path);
  const head = readFileSync(real).subarray(0, 4096).toString('latin1');
  if (real.includes('/snap') || (head.startsWith('#!') && /\bsnap\b/.test(head))) return false;
  // There, asking for the version opens a window.
  if (process.platform === 'win32') return true;
  return spawnSync(real, ['--version'], { timeout: 30_000 }).status === 0;
}

async function apt() {
  if (process.platform !== 'linux' || isUbuntu()) return undefined;
  if ((await run('apt-get', ['--version'])).code !== 0) return undefined;
  const sudo = process.getuid() === 0 ? [] : ['sudo', '-n'];
  if (sudo.length && (await run('sudo', ['-n', 'true'])).code !== 0) return undefined;
  return {
    says: 'apt-get install chromium',
    commands: [
      [...sudo, 'apt-get', 'update'],
      [...sudo, 'apt-get', 'install', '-y', '--no-install-recommends', 'chromium'],
    ],
  };
}

function isUbuntu() {
  return existsSync('/etc/os-release') && /^ID="?ubuntu/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function playwrightInstall() {
  const playwright = [process.execPath, join(ROOT, 'node_modules', 'playwright', 'cli.js')];
  // Its browser needs system libraries, which only root can add.
  const isRoot = process.platform === 'linux' && process.getuid() === 0;
  return {
    says: 'playwright install chromium',
    commands: [
      ...(isRoot ? [[...playwright, 'install-deps', 'chromium']] : []),
      [...playwright, 'install', 'chromium'],
    ],
  };
}
