import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from './listFiles.mjs';
import { ROOT } from './run.mjs';

const FOLDER = join(ROOT, 'build', '.inputs');

// Whatever builds may change with the tools or with the build itself.
const ALWAYS = ['package.json', 'package-lock.json', 'tsconfig.json', 'rollup.config.mjs', 'scripts'];

/** Runs one step of the build, unless neither its inputs nor its outputs changed since it ran last. */
export async function onlyWhenChanged(name, inputs, step) {
  const record = join(FOLDER, `${name}.json`);
  const before = read(record);
  const key = hash(listFiles(...ALWAYS, ...inputs));
  if (before && before.inputs === key && before.outputs === hash(before.files)) return;
  const files = await step();
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(record, JSON.stringify({ inputs: key, outputs: hash(files), files }));
}

function read(record) {
  try {
    return JSON.parse(readFileSync(record, 'utf8'));
  } catch {
    return undefined;
  }
}

function hash(files) {
  const sum = createHash('sha256');
  for (const file of files) {
    let text = 'missing';
    try {
      text = readFileSync(join(ROOT, file));
    } catch {}
    sum.update(`${file}\0${text.length}\0`).update(text);
  }
  return sum.digest('hex');
}
