import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from './listFiles.mjs';
import { ROOT } from './run.mjs';
import { tarball } from './tarball.mjs';

/** Of dist/, what a site's developer installs: the tag, as a script and as a module, with `protocol` and `install`. */
const INSTALLED = /^dist\/(tgp(\.\w+)*\.js(\.map)?|index\.(mjs|d\.ts)|(protocol|install)\/.+)$/;

/** The tag's package, as `npm install` takes it; dist/ must be built. */
export async function packTag() {
  const read = file => readFileSync(join(ROOT, file));
  const { scripts, devDependencies, optionalDependencies, workspaces, ...manifest } = manifestOfTag();
  const files = tagSources().filter(file => INSTALLED.test(file));
  return tarball(
    new Map([
      ['package.json', Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)],
      ['README.md', read('src/tag/README.md')],
      ['LICENSE', read('LICENSE')],
      ...files.map(file => [file, read(file)]),
    ]),
  );
}

/** The name of its file: `tgp-1.2.3.tgz`. */
export const nameOfTag = () => `tgp-${manifestOfTag().version}.tgz`;

/** All that it is made of. */
export const tagSources = () => [
  ...listFiles('dist').filter(file => INSTALLED.test(file)),
  'src/tag/README.md',
  'LICENSE',
];

const manifestOfTag = () => JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
