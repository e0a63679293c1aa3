import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { ROOT, run } from './run.mjs';

/** Has tsc write the JavaScript of a project; gives the files it wrote, so that those of deleted sources can go. */
export async function emit(project) {
  const tsc = join('node_modules', 'typescript', 'bin', 'tsc');
  // Types are checked by `npm test`, side by side; here they only cost time.
  const { code, output } = await run(process.execPath, [
    tsc,
    '-p',
    project,
    '--noCheck',
    '--listEmittedFiles',
  ]);
  if (code !== 0) throw new Error(`tsc -p ${project}:\n${output}`);
  const emitted = output.match(/(?<=^TSFILE: ).+$/gm) || [];
  const files = emitted.map(file => relative(ROOT, file.trim()).split(sep).join('/'));
  for (const file of files) if (file.endsWith('.d.ts')) nameBuiltFiles(join(ROOT, file));
  return files;
}

// tsc names the built file in what it emits as code, but the source in what it emits as types.
function nameBuiltFiles(file) {
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/(from '\.[^']*)\.ts'/g, "$1.js'"));
}
