import { setup } from './setup.mjs';

await setup();
const { build } = await import('./buildAll.mjs');
const { sizes } = await import('./sizes.mjs');
try {
  await build();
  const { table, problems } = sizes();
  console.log(table);
  if (problems.length) throw new Error(problems.join('\ntgp: '));
} catch (error) {
  console.error(`tgp: ${error.message}`);
  process.exit(1);
}
