import { describe, expect, test } from 'vitest';
import { answering, beacons, COLLECTOR, KEY, loadScript, OTHER_KEY, settled, start } from './support/page.ts';

const OWN = `${COLLECTOR}/garden/${KEY}.js`;
const addresses = () => beacons.map(({ url }) => url.split('?')[0]);

describe('the script of a tag’s own path', () => {
  test('sends page views and events by that path', async () => {
    const tgp = await loadScript('tgp', OWN);
    tgp('init', KEY, { autoPage: true });
    tgp('track', 'log');
    tgp('conversion', 'purchase', { revenue: 5 });
    expect(addresses()).toEqual([`${COLLECTOR}/garden/v`, `${COLLECTOR}/garden/e`, `${COLLECTOR}/garden/e`]);
  });

  test('sends there for every tag of the page that names no endpoint', async () => {
    const tgp = await loadScript('tgp', OWN);
    tgp('init', KEY);
    tgp('init', OTHER_KEY);
    tgp('track', 'a');
    expect(addresses()).toEqual([`${COLLECTOR}/garden/e`, `${COLLECTOR}/garden/e`]);
  });

  test('works below a path of the site’s own', async () => {
    const tgp = await loadScript('tgp', `https://www.shop.example/data/garden/${KEY}.js`);
    tgp('init', KEY);
    tgp('page');
    expect(addresses()).toEqual(['https://www.shop.example/data/garden/v']);
  });

  test('has RudderStack’s names where init gives an endpoint, for that one alone', async () => {
    const tgp = await loadScript('tgp', OWN);
    tgp('init', KEY);
    tgp('init', OTHER_KEY, { endpoint: 'https://rudder.example' });
    tgp('track', 'a');
    expect(addresses()).toEqual([`${COLLECTOR}/garden/e`, 'https://rudder.example/pixel/v1/track']);
  });

  test('and for those after it, where the first init gives it', async () => {
    const tgp = await loadScript('tgp', OWN);
    tgp('init', KEY, { endpoint: 'https://rudder.example' });
    tgp('init', OTHER_KEY);
    tgp('track', 'a');
    expect(addresses()).toEqual(Array(2).fill('https://rudder.example/pixel/v1/track'));
  });
});

test('a script with the path built in sends by it from wherever it came', async () => {
  for (const src of [`${COLLECTOR}/tgp/${KEY}.js`, OWN]) {
    const tgp = await loadScript('tgp', src, [[], {}, 'garden']);
    tgp('init', KEY);
    tgp('init', OTHER_KEY, { endpoint: 'https://rudder.example' });
    tgp('page');
    Reflect.deleteProperty(globalThis, 'tgp');
  }
  const each = [`${COLLECTOR}/garden/v`, 'https://rudder.example/pixel/v1/page'];
  expect(addresses()).toEqual([...each, ...each]);
});

test('any other script has RudderStack’s names', async () => {
  await (await start())('page');
  const served = await loadScript('shopTag', `${COLLECTOR}/tgp/${KEY}.js`);
  served('init', KEY);
  served('page');
  expect(addresses()).toEqual(Array(2).fill(`${COLLECTOR}/pixel/v1/page`));
});

test('init names a path, with an endpoint or without', async () => {
  const tgp = await start({ endpoint: 'https://own.example/', path: 'news' });
  tgp('init', OTHER_KEY);
  tgp('page');
  expect(addresses()).toEqual(Array(2).fill('https://own.example/news/v'));
  const other = await loadScript('shopTag');
  other('init', KEY, { path: 'news' });
  other('page');
  expect(addresses().at(-1)).toBe(`${COLLECTOR}/news/v`);
});

test('the write key is the first parameter of every beacon, however long and however often it goes', async () => {
  answering(503);
  const tgp = await start({ autoPage: true });
  tgp('track', 'log', { first: 1 });
  tgp('event', 'evt_1');
  tgp('conversion', 'purchase', { revenue: 5 });
  tgp('microconversion', 'lead');
  tgp('identify', 'u1', { plan: 'pro' });
  tgp('page', 'Named', { a: 1 });
  tgp('track', 'long', { text: 'x'.repeat(9000) });
  await settled();
  tgp('consent', 'granted');
  await settled();
  const gets = beacons.filter(({ url }) => url.includes('?'));
  expect(gets.length).toBeGreaterThan(11);
  for (const { url } of gets) expect(url).toMatch(new RegExp(`^[^?]*\\?writeKey=${KEY}&`));
});
