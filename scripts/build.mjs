import { setup } from './setup.mjs';

await setup();
const { build } = await import('./buildAll.mjs');
try {
  await build();
} catch (error) {
  // Rollup's errors have a frame of the source, which says more than the stack.
  console.error(`tgp: the build failed: ${error.frame ? `${error.message}\n${error.frame}` : error.stack}`);
  process.exitCode = 1;
}
