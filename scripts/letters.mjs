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

const namesFrom = letters => ({
  get(n) {
    let name = letters[n % 54];
    for (let rest = Math.floor(n / 54); rest > 0; rest = Math.floor(rest / 64))
      name += `${letters}0123456789`[--rest % 64];
    return name;
  },
});

async function size({ letters, order }) {
  const ordered = assemble(code, order).toString();
  const { code: text } = await minify(ordered, {
    ecma: 2015,
    toplevel: true,
    compress: false,
    mangle: { nth_identifier: namesFrom(letters) },
    format: { comments: false, ascii_only: true },
  });
  return brotliCompressSync(text).length;
}

const random = below => Math.floor(Math.random() * below);

function changed({ letters, order }) {
  const names = [...letters];
  const moved = [...order];
  for (let steps = 1 + random(3); steps; steps--) {
    if (random(3)) {
      const [a, b] = [random(40), random(54)];
      [names[a], names[b]] = [names[b], names[a]];
    } else moved.splice(random(moved.length), 0, ...moved.splice(random(moved.length), 1));
  }
  return { letters: names.join(''), order: moved };
}

const config = readFileSync(CONFIG, 'utf8');
const [letters] = LETTERS.exec(config);
const known = ORDER.exec(config)[0].split(' ').filter(Boolean);
const functions = reorder(code).functions.map(({ id }) => id.name);
let best = {
  letters,
  order: [...new Set([...known, ...functions])].filter(name => functions.includes(name)),
};
let least = await size(best);
console.log(`${least} bytes of brotli now`);
for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
  const trial = changed(best);
  const bytes = await size(trial);
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
