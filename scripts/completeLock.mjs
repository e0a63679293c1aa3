import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.mjs';

// A registry that lacks some platform's packages makes `npm install` leave them out of the lock file, and
// `npm ci` then refuses that file on every platform. This names them in it again, by what their names say;
// run it (npm run lock) after every `npm install`.
const FILE = join(ROOT, 'package-lock.json');
const lock = JSON.parse(readFileSync(FILE, 'utf8'));

for (const [owner, { dev, optionalDependencies = {} }] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(optionalDependencies)) {
    const path = `node_modules/${name}`;
    const [, version] = /^\^?(\d+\.\d+\.\d+)$/.exec(range) ?? [];
    const [, word, cpu, abi = ''] =
      /(android|darwin|freebsd|linux|macos|openbsd|openharmony|win32|windows)(?:-(\w+))?-?(\w*)$/.exec(
        name,
      ) ?? [];
    if (owner === '' || lock.packages[path] || !version || !word) continue;
    const os = { macos: 'darwin', windows: 'win32' }[word] ?? word;
    const platform = { ...(cpu && { cpu: [cpu] }), ...(dev && { dev }), optional: true, os: [os] };
    lock.packages[path] = { version, ...platform };
    if (os === 'linux') lock.packages[path].libc = [abi.startsWith('musl') ? 'musl' : 'glibc'];
    console.log(`tgp: ${name}@${version} added to package-lock.json`);
  }
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
lock.packages = Object.fromEntries(sorted);
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
