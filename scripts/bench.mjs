import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.mjs';
import { setup } from './setup.mjs';

await setup();
const { build } = await import('./buildAll.mjs');
const [name = '', ...args] = process.argv.slice(2);
try {
  if (!existsSync(join(ROOT, 'bench', name, 'index.ts'))) throw new Error(`no benchmark is called "${name}"`);
  await build();
  const { bench } = await import(`../bench/${name}/index.ts`);
  process.exit(await bench(args));
} catch (error) {
  console.error(`tgp: ${error.message}`);
  process.exit(1);
}
