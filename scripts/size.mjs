import { setup } from './setup.mjs';

await setup();
const { build } = await import('./buildAll.mjs');
const { sizes } = await import('./sizes.mjs');
const { readmeTable } = await import('./readmeTable.mjs');
try {
  await build();
  const { table, problems } = sizes();
  console.log(table);
  if (process.argv.includes('--readme')) problems.push(...readmeTable(table, { write: true }));
  if (problems.length) throw new Error(problems.join('\ntgp: '));
} catch (error) {
  console.error(`tgp: ${error.message}`);
  process.exit(1);
}
