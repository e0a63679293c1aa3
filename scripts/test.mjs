import { setup } from './setup.mjs';

await setup();
const { testAll } = await import('./testAll.mjs');
// After a failed build rollup's TypeScript plugin would keep the process alive.
process.exit(await testAll(process.argv.slice(2)));
