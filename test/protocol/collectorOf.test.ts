import { expect, test } from 'vitest';
import { endpointOf } from '../../src/install/endpoint.ts';
import { collectorOf } from '../../src/protocol/collectorOf.ts';

const KEY = 'a'.repeat(32);

test.each([
  ['https://c.example/tgp.js', 'https://c.example'],
  ['/tgp.js', ''],
  ['/data/tgp.js', '/data'],
  ['//c.example/tgp@0.2.0.js', '//c.example'],
  [`https://c.example/tgp/${KEY}.js`, 'https://c.example'],
  [`https://c.example/p/x9/${KEY}.js`, 'https://c.example/p'],
])('the collector of %s is %s, for the tag and for the install code', (scriptUrl, collector) => {
  expect(collectorOf(scriptUrl, KEY)).toBe(collector);
  expect(endpointOf({ scriptUrl, writeKey: KEY })).toBe(collector);
});

test('another name knows none, but where the install code loads it', () => {
  for (const name of ['app.js', 'tgp-app.js', `cache/${'0'.repeat(32)}.js`]) {
    const scriptUrl = `https://c.example/a/${name}`;
    expect(collectorOf(scriptUrl, KEY)).toBeUndefined();
    expect(collectorOf(scriptUrl, KEY, true)).toBe(scriptUrl.slice(0, scriptUrl.lastIndexOf('/')));
  }
});
