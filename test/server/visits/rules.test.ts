import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RULES } from '../../../src/server/visits/rules.ts';

const FOLDER = join(import.meta.dirname, '../../../src/server/visits');

/** What each form of the rules is made of. The hash of a form that was released never changes. */
const FORMS: Record<number, string> = {
  1: 'f04d8f2451850b69',
};

/** Of the rules, their lists and the version of the package that knows bots, without comments and white space. */
function formNow(): string {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .sort();
  const texts = files
    .filter(name => name !== 'rules.ts')
    .map(name => readFileSync(join(FOLDER, name), 'utf8'));
  const { dependencies } = JSON.parse(readFileSync(join(FOLDER, '../package.json'), 'utf8'));
  const bare = texts.map(text => text.replace(/^\s*(?:\/\/|\/?\*).*$/gm, '').replace(/\s+/g, ''));
  return createHash('sha256')
    .update([dependencies.isbot, ...bare].join('\n'))
    .digest('hex')
    .slice(0, 16);
}

test('whoever changes a rule or a list says so by RULES: it is one more, and has its hash here', () => {
  expect(FORMS[RULES]).toBe(formNow());
  expect(Object.keys(FORMS).at(-1)).toBe(String(RULES));
});
