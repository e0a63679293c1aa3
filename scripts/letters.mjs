import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { rollup } from 'rollup';
import { minify } from 'terser';
import { ROOT } from './run.mjs';

// Looks for an order of the tag's short names that compresses better: swaps a few letters, keeps what is no worse.
// `node scripts/letters.mjs [seconds]` writes the best it found into rollup.config.mjs.
const CONFIG = join(ROOT, 'rollup.config.mjs');
const LETTERS = /(?<=const letters = ')[^']+/;
const seconds = Number(process.argv[2] ?? 60);

const { tag } = await import('../rollup.config.mjs');
// All plugins of the output but the last, which gives the names.
const bundle = await rollup(tag);
const { output } = await bundle.generate({ ...tag.output, plugins: tag.output.plugins.slice(0, -1) });

const namesFrom = letters => ({
  get(n) {
    let name = letters[n % 54];
    for (let rest = Math.floor(n / 54); rest > 0; rest = Math.floor(rest / 64))
      name += `${letters}0123456789`[--rest % 64];
    return name;
  },
});

async function size(letters) {
  const options = {
    ecma: 2015,
    toplevel: true,
    compress: false,
    mangle: { nth_identifier: namesFrom(letters) },
  };
  const { code } = await minify(output[0].code, {
    ...options,
    format: { comments: false, ascii_only: true },
  });
  return brotliCompressSync(code).length;
}

function swapped(letters) {
  const order = [...letters];
  for (let swaps = 1 + Math.floor(Math.random() * 3); swaps; swaps--) {
    const [a, b] = [Math.floor(Math.random() * 40), Math.floor(Math.random() * 54)];
    [order[a], order[b]] = [order[b], order[a]];
  }
  return order.join('');
}

const config = readFileSync(CONFIG, 'utf8');
let [best] = LETTERS.exec(config);
let least = await size(best);
console.log(`${least} bytes of brotli now`);
for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
  const letters = swapped(best);
  const bytes = await size(letters);
  if (bytes > least) continue;
  best = letters;
  least = bytes;
}
writeFileSync(
  CONFIG,
  config.replace(LETTERS, () => best),
);
console.log(`${least} bytes with '${best}', written to rollup.config.mjs`);
