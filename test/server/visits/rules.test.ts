import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RULES } from '../../../src/server/visits/rules.ts';

const FOLDER = join(import.meta.dirname, '../../../src/server/visits');

/** What each form of the rules is made of. The hash of a form that was released never changes. */
const FORMS: Record<number, string> = {
  1: 'fdf65b5c2fc7855f',
};

/** Files that say what a visit is, with those of the folder that they import. */
function rules(files: string[], known = new Map<string, string>()): Map<string, string> {
  for (const file of files) {
    if (known.has(file) || file === 'rules.ts') continue;
    const text = readFileSync(join(FOLDER, file), 'utf8');
    known.set(file, text.replace(/^\s*(?:\/\/|\/?\*).*$/gm, '').replace(/\s+/g, ''));
    const imported = [...text.matchAll(/ from '\.\/([^']+)'/g)].map(([, path]) => join(file, '..', path!));
    rules(imported, known);
  }
  return known;
}

/** Of the rules, their lists and the version of the package that knows bots, without comments and white space. */
function formNow(): string {
  const texts = rules(['readVisit.ts', 'addToVisit.ts', 'sessionOf.ts']);
  const { dependencies } = JSON.parse(readFileSync(join(FOLDER, '../package.json'), 'utf8'));
  const all = [dependencies.isbot, ...[...texts].sort().flat()].join('\n');
  return createHash('sha256').update(all).digest('hex').slice(0, 16);
}

test('whoever changes a rule or a list says so by RULES: it is one more, and has its hash here', () => {
  expect(FORMS[RULES]).toBe(formNow());
  expect(Object.keys(FORMS).at(-1)).toBe(String(RULES));
});
