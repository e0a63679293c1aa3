import { setup } from './setup.mjs';

await setup();
const { pack } = await import('./packAll.mjs');
try {
  for (const file of Object.values(await pack())) console.log(file);
} catch (error) {
  console.error(`tgp: packing failed: ${error.message}`);
  // After a failed build rollup's TypeScript plugin would keep the process alive.
  process.exit(1);
}
