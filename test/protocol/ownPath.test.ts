import { expect, test } from 'vitest';
import { beaconPath, ownPath } from '../../src/protocol/ownPath.ts';

const KEY = '0123456789abcdef0123456789abcdef';

test.each([
  [`https://c.example/garden/${KEY}.js`, 'https://c.example', 'garden'],
  [`https://shop.example/data/garden-1/${KEY}.js`, 'https://shop.example/data', 'garden-1'],
  [`https://c.example/garden/${KEY}.js?v=2#a`, 'https://c.example', 'garden'],
  [`//c.example/garden/${KEY}.js`, '//c.example', 'garden'],
  [`/garden/${KEY}.js`, '', 'garden'],
  [`https://c.example/tgp/garden/${KEY}.js`, 'https://c.example/tgp', 'garden'],
])('%s is under a path of its own', (url, endpoint, path) => {
  expect(ownPath(url)).toEqual({ endpoint, path });
});

test.each([
  'https://c.example/tgp.js',
  'https://c.example/data/tgp.js',
  'https://c.example/tgp@1.2.3.js',
  `https://c.example/tgp/${KEY}.js`,
  `https://shop.example/data/tgp/${KEY}.js`,
  `https://c.example/${KEY}.js`,
  `https://c.example/garden/${KEY}.min.js`,
  `https://c.example/garden/app.js?from=/garden/${KEY}.js`,
  `https://c.example/Garden/${KEY}.js`,
])('%s is under none', url => {
  expect(ownPath(url)).toBeUndefined();
});

test('beacons have RudderStack’s names, or short ones under a path', () => {
  expect([beaconPath('page'), beaconPath('track')]).toEqual(['/pixel/v1/page', '/pixel/v1/track']);
  expect([beaconPath('page', 'garden'), beaconPath('track', 'garden')]).toEqual(['/garden/v', '/garden/e']);
});
