import { setup } from './setup.mjs';

await setup();
const { build } = await import('./buildAll.mjs');
const { sizes } = await import('./sizes.mjs');
const { readmeTable } = await import('./readmeTable.mjs');
await build();
const { table, problems } = sizes();
console.log(table);
if (process.argv.includes('--readme')) problems.push(...readmeTable(table, { write: true }));
for (const problem of problems) console.error(`tgp: ${problem}`);
process.exitCode = problems.length ? 1 : 0;
