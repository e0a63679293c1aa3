import { setup } from './setup.mjs';

await setup();
const { testAll } = await import('./testAll.mjs');
process.exitCode = await testAll(process.argv.slice(2));
