import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.mjs';

// `npm run raise -- 1.3.0`: keeps what the version before published, under its version, and gives both packages the new
// one. `npm run build` then makes dist/ with it.
const [version = ''] = process.argv.slice(2);
const { version: old } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

if (!/^\d+\.\d+\.\d+$/.test(version) || version === old) {
  console.error(`tgp: name a version other than ${old}: npm run raise -- 1.2.3`);
  process.exit(2);
}
const dist = join(ROOT, 'dist');
const versions = join(dist, 'versions');
mkdirSync(versions, { recursive: true });
for (const name of readdirSync(dist)) {
  if (/^tgp(\.\w+)*\.js(\.map)?$/.test(name)) {
    const kept = join(versions, name.replace(/^tgp/, `tgp@${old}`));
    // The first one published under a version is what pages have named the hash of.
    if (!existsSync(kept)) copyFileSync(join(dist, name), kept);
  }
  if (/^tgp-.+\.tgz$/.test(name)) renameSync(join(dist, name), join(versions, name));
}
for (const file of ['package.json', 'src/server/package.json', 'package-lock.json']) {
  const path = join(ROOT, file);
  const json = JSON.parse(readFileSync(path, 'utf8'));
  json.version = version;
  for (const own of ['', 'src/server']) if (json.packages?.[own]) json.packages[own].version = version;
  writeFileSync(path, `${JSON.stringify(json, null, 2)}\n`);
}
