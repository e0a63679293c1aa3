import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const MODULE = join(import.meta.dirname, '../../dist/index.mjs');

test('the module can be imported where there is no page', () => {
  const code = `import(${JSON.stringify(MODULE)}).then(({ tgp }) => console.log(typeof tgp))`;
  expect(execFileSync(process.execPath, ['-e', code], { encoding: 'utf8' }).trim()).toBe('function');
});
