import { expect, test } from 'vitest';
import { pageOf } from '../../../src/server/visits/pageOf.ts';

test.each([
  ['its path', { path: '/a', url: 'https://a.example/a?b=c' }, {}, '/a'],
  ['that of its address', { url: 'https://a.example/a/ü?b=c#d' }, {}, '/a/ü'],
  ['the one that the site names', { path: '/a' }, { path: '/virtual' }, '/virtual'],
  ['the root', { url: 'https://a.example' }, {}, '/'],
  ['a page in an app', { path: '/', url: 'https://a.example/#/cart?x=1' }, {}, '/#/cart'],
  ['a page in an older app', { url: 'https://a.example/app#!/cart' }, {}, '/app#!/cart'],
  ['nothing where nothing is known', {}, {}, ''],
  ['nothing of what is no text', { path: 7, url: ['x'] }, { path: {} }, ''],
  ['a path alone, without its query', { path: '/a?b#c' }, {}, '/a'],
])('is %s', (_, page, properties, path) => {
  expect(pageOf('page', page, properties)).toBe(path);
});

test('is of views alone, and no longer than is kept', () => {
  expect(pageOf('track', { path: '/a' }, {})).toBe('');
  expect(pageOf('page', { path: `/${'x'.repeat(5000)}` }, {})).toHaveLength(500);
});
