import { expect, test, vi } from 'vitest';
import { attempt, log, oneOf, warn } from '../../src/tag/say.ts';
import { settings } from '../../src/tag/state.ts';
import { logs, visit, warnings } from './support/page.ts';

test.each(['?tgp_debug=10', '?not_tgp_debug=1', '?tgp_debug=0'])('is silent with %s', query => {
  visit(`https://www.shop.example/${query}`);
  log('a');
  expect(logs).toEqual([]);
});

test('is silent unless debug mode is on', () => {
  log('a');
  expect(logs).toEqual([]);
  settings.debug = true;
  log('b', { c: 1 });
  settings.debug = false;
  visit('https://www.shop.example/?x=1&tgp_debug=1');
  log('d');
  expect(logs).toEqual([
    ['tgp', 'b', { c: 1 }],
    ['tgp', 'd'],
  ]);
});

test('warns in every mode', () => {
  warn('a');
  expect(warnings).toEqual(['tgp a']);
});

test('gives what the function gives', () => {
  expect(attempt(() => 5)).toBe(5);
});

test('gives nothing where it throws, and reports what', () => {
  const report = vi.fn();
  const thrower = () => {
    throw 'mine';
  };
  expect(attempt(thrower, report)).toBeUndefined();
  expect(report).toHaveBeenCalledExactlyOnceWith('mine');
  expect(attempt(thrower)).toBeUndefined();
});

const WORDS = ['sent', 'send', 'skip', 'fail'];

test.each(WORDS)('lets %s pass', word => {
  expect(oneOf(WORDS, word)).toBeUndefined();
});

test.each([
  ['sended', 'send'],
  ['skipped', 'skip'],
  ['Sent', 'sent'],
  ['', 'sent'],
  [undefined, 'sent'],
  [5, 'sent'],
  [{}, 'sent'],
])('throws a text for %j', (name, nearest) => {
  let text: unknown;
  try {
    oneOf(WORDS, name);
  } catch (error) {
    text = error;
  }
  expect(text).toBe(`try ${nearest}`);
});
