import { setup } from './setup.mjs';

await setup();
const { build } = await import('./buildAll.mjs');
await build();
