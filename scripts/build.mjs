import { setup } from './setup.mjs';

await setup();
const { build } = await import('./buildAll.mjs');
try {
  await build();
} catch (error) {
  console.error(`tgp: the build failed: ${error.message}`);
  process.exitCode = 1;
}
