import { build } from '../buildAll.mjs';
import { tool } from './tool.mjs';

/** What npm would publish can be imported, with its types, the way package.json says (publint, attw). */
export async function publishing() {
  await build();
  const results = [
    await tool('publint', ['--strict', '--pack', 'npm']),
    await tool('attw', ['--pack', '.', '--profile', 'esm-only', '--no-color', '--no-emoji']),
  ];
  return {
    failed: results.some(({ failed }) => failed) ? 1 : 0,
    output: results.map(({ output }) => output).join('\n'),
  };
}
