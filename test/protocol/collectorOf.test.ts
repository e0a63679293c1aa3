import { expect, test } from 'vitest';
import { endpointOf, pathOf } from '../../src/install/endpoint.ts';
import { InstallError } from '../../src/install/installError.ts';
import { collectorOf } from '../../src/protocol/collectorOf.ts';

const KEY = '0123456789abcdef0123456789abcdef';

test.each([
  ['https://c.example/tgp.js', 'https://c.example'],
  ['/tgp.js', ''],
  ['/data/tgp.js', '/data'],
  ['/data/tgp.full.js?v=3', '/data'],
  ['//c.example/tgp@0.2.0.js', '//c.example'],
  ['https://c.example/x7-k2/tgp.js#a', 'https://c.example/x7-k2'],
  [`https://c.example/tgp/${KEY}.js`, 'https://c.example'],
  [`https://c.example/tgp/${'c'.repeat(32)}.js`, 'https://c.example'],
  [`https://shop.example/data/tgp/${KEY}.js`, 'https://shop.example/data'],
  [`https://c.example/p/x9/${KEY}.js`, 'https://c.example/p', 'x9'],
  [`https://c.example/garden/${KEY}.js`, 'https://c.example', 'garden'],
  [`https://shop.example/data/garden-1/${KEY}.js`, 'https://shop.example/data', 'garden-1'],
  [`https://c.example/garden/${KEY}.js?v=2#a`, 'https://c.example', 'garden'],
  [`//c.example/garden/${KEY}.js`, '//c.example', 'garden'],
  [`/garden/${KEY}.js`, '', 'garden'],
  [`https://c.example/tgp/garden/${KEY}.js`, 'https://c.example/tgp', 'garden'],
])(
  'of %s the collector is %j, for the tag and for the install code',
  (scriptUrl, endpoint, path?: string) => {
    expect(collectorOf(scriptUrl, KEY)).toEqual({ endpoint, path });
    expect(endpointOf({ scriptUrl, writeKey: KEY })).toBe(endpoint);
    expect(pathOf({ scriptUrl, writeKey: KEY })).toBe(path);
  },
);

test.each([
  'app.js',
  'tgp-app.js',
  'mytgp.js',
  'tgp.mjs',
  'tgp.js/x.js',
  `cache/${'0'.repeat(32)}.js`,
  `garden/${KEY}.min.js`,
  `app.js?from=/garden/${KEY}.js`,
])('%s knows none', name => {
  const scriptUrl = `https://c.example/a/${name}`;
  expect(collectorOf(scriptUrl, KEY)).toBeUndefined();
  expect(() => endpointOf({ scriptUrl, writeKey: KEY })).toThrow(InstallError);
  expect(endpointOf({ scriptUrl, writeKey: KEY, endpoint: 'https://c.example/' })).toBe('https://c.example');
});

test('a write key of any characters stands for itself', () => {
  expect(collectorOf('https://c.example/garden/aXb.js', 'a.b')).toBeUndefined();
});

test.each(['1vQPYDJrGBs1', '2L8Fl7ryPss3Zku133Pj5ox7NeP', 'demo-key'])(
  'tgp is no path of its own, however long the write key is: %s',
  writeKey => {
    const script = `https://c.example/tgp/${writeKey}.js`;
    expect(collectorOf(script, writeKey)).toEqual({ endpoint: 'https://c.example', path: undefined });
    expect(pathOf({ scriptUrl: script, writeKey })).toBeUndefined();
    expect(collectorOf('https://c.example/tgp/index.js', writeKey)).toBeUndefined();
  },
);
