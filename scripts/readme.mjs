import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.mjs';
import { setup } from './setup.mjs';

const FILE = join(ROOT, 'README.md');

/** The parts of the README that are made: each stands between `<!-- name -->` and `<!-- /name -->`. */
export async function madeParts() {
  const { HELP } = await import('../src/server/cli/options.ts');
  const { javascript } = await import('../src/install/javascript.ts');
  const snippet = javascript({
    writeKey: 'YOUR_WRITE_KEY',
    scriptUrl: 'https://collect.example.com/tgp/YOUR_WRITE_KEY.js',
  });
  const { PLATFORMS } = await import('../src/install/platforms.ts');
  const measured = async name => {
    const { table } = await import(`../bench/${name}/table.ts`);
    return table(JSON.parse(readFileSync(join(ROOT, 'bench', name, 'results.json'), 'utf8')));
  };
  return {
    delivery: await measured('delivery'),
    outbox: await measured('outbox'),
    platforms: `Platforms: ${PLATFORMS.map(name => `\`${name}\``).join(', ')}.`,
    snippet: `\`\`\`html\n${snippet}\n\`\`\``,
    help: `\`\`\`\n${HELP.trimEnd()}\n\`\`\``,
  };
}

export const between = name => new RegExp(`(<!-- ${name} -->\\n)([\\s\\S]*?)(<!-- /${name} -->)`);

if (process.argv[1] === import.meta.filename) {
  await setup();
  let text = readFileSync(FILE, 'utf8');
  for (const [name, part] of Object.entries(await madeParts())) {
    text = text.replace(between(name), (_, start, __, end) => `${start}${part}\n${end}`);
  }
  writeFileSync(FILE, text);
}
