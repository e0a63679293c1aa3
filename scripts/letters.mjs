import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { rollup } from 'rollup';
import { minify } from 'terser';
import { ROOT } from './run.mjs';

// Looks for an order of the tag's functions and of its short names that compresses better: moves a few, keeps what is
// no worse. `node scripts/letters.mjs [seconds]` writes the best it found into rollup.config.mjs.
const CONFIG = join(ROOT, 'rollup.config.mjs');
const LETTERS = /(?<=const letters = ')[^']+/;
const ORDER = /(?<=const ORDER =\s+')[^']*/;
const seconds = Number(process.argv[2] ?? 60);

const { tag, reorder, assemble } = await import('../rollup.config.mjs');
// All plugins of the output but the two that put it together and give the names.
const bundle = await rollup(tag);
const { output } = await bundle.generate({ ...tag.output, plugins: tag.output.plugins.slice(0, -2) });
const { code } = output[0];

// Which name stands where does not depend on the letters: terser, which is slow, is asked once for each order.
async function placesFor(order) {
  const { code: text } = await minify(assemble(code, order).toString(), {
    ecma: 2015,
    toplevel: true,
    compress: false,
    mangle: { nth_identifier: { get: n => `$_${n}_$` } },
    format: { comments: false, ascii_only: true },
  });
  return text.split(/\$_(\d+)_\$/);
}

function nameOf(n, letters) {
  let name = letters[n % 54];
  for (let rest = Math.floor(n / 54); rest > 0; rest = Math.floor(rest / 64))
    name += `${letters}0123456789`[--rest % 64];
  return name;
}

function size({ letters, places }) {
  const named = places.map((part, at) => (at % 2 ? nameOf(Number(part), letters) : part));
  return brotliCompressSync(named.join('')).length;
}

const random = below => Math.floor(Math.random() * below);

async function changed({ letters, order, places }) {
  if (!random(12)) {
    const moved = [...order];
    moved.splice(random(moved.length), 0, ...moved.splice(random(moved.length), 1));
    return { letters, order: moved, places: await placesFor(moved) };
  }
  const names = [...letters];
  for (let steps = 1 + random(3); steps; steps--) {
    const [a, b] = [random(54), random(54)];
    [names[a], names[b]] = [names[b], names[a]];
  }
  return { letters: names.join(''), order, places };
}

const config = readFileSync(CONFIG, 'utf8');
const [letters] = LETTERS.exec(config);
const known = ORDER.exec(config)[0].split(' ').filter(Boolean);
const functions = reorder(code).functions.map(({ id }) => id.name);
const order = [...new Set([...known, ...functions])].filter(name => functions.includes(name));
let best = { letters, order, places: await placesFor(order) };
let least = size(best);
console.log(`${least} bytes of brotli now`);
for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
  const trial = await changed(best);
  const bytes = size(trial);
  if (bytes > least) continue;
  best = trial;
  least = bytes;
}
writeFileSync(
  CONFIG,
  config.replace(LETTERS, () => best.letters).replace(ORDER, () => best.order.join(' ')),
);
console.log(
  `${least} bytes with '${best.letters}' and '${best.order.join(' ')}', written to rollup.config.mjs`,
);
