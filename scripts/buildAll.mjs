import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rollup } from 'rollup';
import { emit } from './emit.mjs';
import { listFiles } from './listFiles.mjs';
import { onlyWhenChanged } from './onlyWhenChanged.mjs';
import { nameOfTag, packTag, tagSources } from './packTag.mjs';
import { queryText } from './queryText.mjs';
import { ROOT } from './run.mjs';
import { stubText } from './stubText.mjs';
import { tagTypes } from './tagTypes.mjs';

/** What a page is made of beside its modules. */
const PAGES = /\.(html|css|svg|png|js)$/;

/** Builds all that is published or served: the texts in the install code, and dist/. */
export async function build() {
  process.chdir(ROOT);
  // These texts are sources of the steps after them.
  await onlyWhenChanged('stub', ['src/install/stub.js'], stubText);
  await onlyWhenChanged('query', ['src/protocol'], queryText);
  const steps = await Promise.allSettled([
    onlyWhenChanged('modules', ['src/protocol', 'src/install', 'src/tsconfig.modules.json'], modules),
    onlyWhenChanged('tag', ['src/tag', 'src/protocol'], tag),
    onlyWhenChanged('debug', ['src/debug', 'src/tag', 'src/protocol'], debug),
    onlyWhenChanged('ui', ['src/ui', 'src/protocol', 'src/install'], ui),
  ]);
  // Each step comes to its end: what one got done need not be done again.
  // Rollup's errors have a frame of the source, which says more than the stack.
  for (const { reason } of steps)
    if (reason) throw new Error(reason.frame ? `${reason.message}\n${reason.frame}` : reason.message);
  await onlyWhenChanged('tarball', tagSources(), tarball);
}

async function tag() {
  const config = await import('../rollup.config.mjs');
  return [...(await bundle(config.tag)), ...(await bundle(config.module)), tagTypes()];
}

async function debug() {
  const config = await import('../rollup.config.mjs');
  return bundle(config.debug);
}

async function ui() {
  const { consolePage, shopPages } = await import('../rollup.config.mjs');
  const files = [
    ...(await bundle(consolePage)),
    ...(await bundle(shopPages)),
    ...copy('src/ui/console', 'dist/console', PAGES),
    ...copy('src/ui/shop', 'dist/shop', PAGES),
  ];
  dropOthers(['dist/console', 'dist/shop'], files);
  return files;
}

async function modules() {
  const files = await emit('src/tsconfig.modules.json');
  dropOthers(['dist/protocol', 'dist/install'], files);
  return files;
}

async function tarball() {
  const file = `dist/${nameOfTag()}`;
  writeFileSync(file, await packTag());
  return [file];
}

async function bundle(config) {
  const bundled = await rollup(config);
  const { output } = await bundled.write(config.output);
  await bundled.close();
  const folder = config.output.dir || dirname(config.output.file);
  return output.map(file => `${folder}/${file.fileName}`);
}

function copy(from, to, pattern) {
  return listFiles(from)
    .filter(file => pattern.test(file))
    .map(file => {
      const target = to + file.slice(from.length);
      mkdirSync(dirname(target), { recursive: true });
      copyFileSync(file, target);
      return target;
    });
}

function dropOthers(folders, files) {
  const wanted = new Set(files);
  for (const file of listFiles(...folders)) if (!wanted.has(file)) rmSync(join(ROOT, file));
}
