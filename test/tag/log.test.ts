import { expect, test } from 'vitest';
import { log, warn } from '../../src/tag/log.ts';
import { settings } from '../../src/tag/settings.ts';
import { logs, visit, warnings } from './support/page.ts';

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
