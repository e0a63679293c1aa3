import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleCollector } from './bundleCollector.mjs';
import { emit } from './emit.mjs';
import { listFiles } from './listFiles.mjs';
import { ROOT } from './run.mjs';
import { tarball } from './tarball.mjs';

/** Where tsc writes the collector's JavaScript: see src/server/tsconfig.json. */
const BUILT = 'build/collector';

/** Where that is put together. */
const BUNDLED = 'build/bundled';

/** Of dist/, what a collector serves. */
const SERVED = /^dist\/(tgp(\.\w+)*\.js(\.map)?|tgp-[^/]+\.tgz|(versions|console|shop)\/.+)$/;

/** Of its sources, what runs and is read as it is. */
const AS_IT_IS = /^src\/server\/(\w+\.mjs|.+\.sql)$/;

/**
 * The collector's package, as `npm install` takes it; dist/ must be built. Everything lies where it lies in the checkout,
 * so that what the code reads is at the same place, but for the package.json at its root; the code itself is put together.
 */
export async function packCollector() {
  const read = file => readFileSync(join(ROOT, file));
  rmSync(join(ROOT, BUILT), { recursive: true, force: true });
  rmSync(join(ROOT, BUNDLED), { recursive: true, force: true });
  await emit('src/server');
  const bundled = await bundleCollector(BUILT, BUNDLED);
  const { bin, ...manifest } = manifestOfCollector();
  const whole = { ...manifest, bin: { tgp: `src/server/${bin.tgp}` } };
  const files = [
    ...listFiles('dist').filter(file => SERVED.test(file)),
    ...listFiles('src/server').filter(file => AS_IT_IS.test(file)),
  ];
  return tarball(
    new Map([
      ['package.json', Buffer.from(`${JSON.stringify(whole, null, 2)}\n`)],
      ['README.md', read('src/server/README.md')],
      ['LICENSE', read('LICENSE')],
      ...files.map(file => [file, read(file)]),
      ...bundled.map(file => [file.slice(BUNDLED.length + 1), read(file)]),
    ]),
  );
}

/** The name of its file: `tgp-collector-1.2.3.tgz`. */
export const nameOfCollector = () => `tgp-collector-${manifestOfCollector().version}.tgz`;

const manifestOfCollector = () => JSON.parse(readFileSync(join(ROOT, 'src/server/package.json'), 'utf8'));
