import { setup } from './setup.mjs';

await setup();
const { sizes } = await import('./sizes.mjs');
const { readmeTable } = await import('./readmeTable.mjs');
const { table, problems } = sizes();
console.log(table);
if (process.argv.includes('--readme')) problems.push(...readmeTable(table, { write: true }));
for (const problem of problems) console.error(`tgp: ${problem}`);
process.exitCode = problems.length ? 1 : 0;
