import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './npm.mjs';
import { ROOT } from './run.mjs';

// `npm install` leaves packages of other platforms out of the lock file, or out of `integrity`, where it has not seen
// them, and `npm ci` then refuses that file, or takes them unchecked, on those platforms. This names them in it, by what
// their names say, with what the registry says of them; run it (npm run lock) after every `npm install`.
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
for (const [path, entry] of Object.entries(lock.packages)) {
  if (entry.integrity || entry.link || !path.includes('node_modules/')) continue;
  const { version, ...rest } = entry;
  const integrity = await integrityOf(`${path.split('node_modules/').pop()}@${version}`);
  lock.packages[path] = { version, integrity, ...rest };
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
lock.packages = Object.fromEntries(sorted);
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);

async function integrityOf(named) {
  const { code, output } = await npm(['view', named, 'dist.integrity']);
  const integrity = output.trim();
  if (code !== 0 || !integrity.startsWith('sha512-'))
    throw new Error(`the registry tells no integrity of ${named}: ${output}`);
  console.log(`tgp: ${named}: integrity added to package-lock.json`);
  return integrity;
}
