import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const FOLDER = new URL('../../scripts/', import.meta.url);

const CHANGING = readdirSync(FOLDER)
  .filter(name => name.endsWith('.mjs'))
  .map(name => ({ name, text: readFileSync(new URL(name, FOLDER), 'utf8') }))
  .filter(({ text }) => text.includes('process.argv.splice'));

it('knows scripts that change their arguments', () => {
  expect(CHANGING.map(({ name }) => name)).toEqual(['testOperator.mjs', 'testPostgres.mjs']);
});

// An old Node starts a newer one with the arguments as they are by then.
it.each(CHANGING)('$name has the Node that it needs before it changes them', ({ text }) => {
  const at = text.indexOf('await setup()');
  expect(at).toBeGreaterThan(0);
  expect(at).toBeLessThan(text.indexOf('process.argv'));
});
