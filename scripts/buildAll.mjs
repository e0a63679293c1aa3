import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { rollup } from 'rollup';
import { listFiles } from './listFiles.mjs';
import { onlyWhenChanged } from './onlyWhenChanged.mjs';
import { queryText } from './queryText.mjs';
import { ROOT, run } from './run.mjs';
import { stubText } from './stubText.mjs';
import { tagTypes } from './tagTypes.mjs';

/** What a page is made of beside its modules. */
const PAGES = /\.(html|css|svg|png|js)$/;

/** Builds all that is published or served: the texts in the install code, dist/, and the collector with its pages in build/. */
export async function build() {
  process.chdir(ROOT);
  // These texts are sources of the steps after them.
  await onlyWhenChanged('stub', ['src/install/stub.js'], stubText);
  await onlyWhenChanged('query', ['src/protocol'], queryText);
  const steps = await Promise.allSettled([
    onlyWhenChanged('server', ['src/server', 'src/protocol', 'src/install'], server),
    onlyWhenChanged('tag', ['src/tag', 'src/protocol'], tag),
    onlyWhenChanged('ui', ['src/ui', 'src/protocol', 'src/install'], ui),
  ]);
  // Each step comes to its end: what one got done need not be done again.
  // Rollup's errors have a frame of the source, which says more than the stack.
  for (const { reason } of steps)
    if (reason) throw new Error(reason.frame ? `${reason.message}\n${reason.frame}` : reason.message);
}

async function tag() {
  const config = await import('../rollup.config.mjs');
  return [...(await bundle(config.tag)), ...(await bundle(config.module)), tagTypes()];
}

async function ui() {
  const config = await import('../rollup.config.mjs');
  const files = [
    ...(await bundle(config.ui)),
    ...copy('src/ui/console', 'build/ui', PAGES),
    ...copy('src/ui/shop', 'build/ui/shop', PAGES),
  ];
  dropOthers(['build/ui'], files);
  return files;
}

// The emitted files are named so that those of deleted sources can go.
async function server() {
  const tsc = join('node_modules', 'typescript', 'bin', 'tsc');
  const { code, output } = await run(process.execPath, [
    tsc,
    '-p',
    'src/server',
    '--noCheck',
    '--listEmittedFiles',
  ]);
  if (code !== 0) throw new Error(`tsc -p src/server:\n${output}`);
  const emitted = output.match(/(?<=^TSFILE: ).+$/gm) || [];
  const files = [
    ...emitted.map(file => relative(ROOT, file.trim()).split(sep).join('/')),
    ...copy('src/server/sqlite/migrations', 'build/server/sqlite/migrations', /./),
  ];
  dropOthers(['build/server', 'build/protocol', 'build/install'], files);
  for (const file of files) if (file.endsWith('.d.ts')) nameBuiltFiles(file);
  return files;
}

// tsc names the built file in what it emits as code, but the source in what it emits as types.
function nameBuiltFiles(file) {
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/(from '\.[^']*)\.ts'/g, "$1.js'"));
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
  for (const file of listFiles(...folders)) if (!wanted.has(file)) rmSync(file);
}
