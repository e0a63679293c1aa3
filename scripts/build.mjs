import { setup } from './setup.mjs';

await setup();
const { build } = await import('./buildAll.mjs');
try {
  await build();
} catch (error) {
  console.error(`tgp: the build failed: ${error.message}`);
  // After a failed build rollup's TypeScript plugin would keep the process alive.
  process.exit(1);
}
