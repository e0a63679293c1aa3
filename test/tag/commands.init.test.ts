import { expect, test } from 'vitest';
import {
  beacons,
  COLLECTOR,
  KEY,
  loadScript,
  OTHER_KEY,
  outcomes,
  sentNames,
  start,
  warnings,
} from './support/page.ts';

test('several inits make several destinations, each with its own endpoint', async () => {
  const tgp = await start();
  tgp('init', OTHER_KEY, { endpoint: 'https://two.example/base/' });
  tgp('track', 'a');
  expect(beacons.map(({ url }) => url.split('?')[0])).toEqual([
    `${COLLECTOR}/pixel/v1/track`,
    'https://two.example/base/pixel/v1/track',
  ]);
  expect(beacons.map(({ fields }) => fields.writeKey)).toEqual([KEY, OTHER_KEY]);
  expect(beacons[0]!.fields.messageId).toBe(beacons[1]!.fields.messageId);
  expect(beacons.map(({ fields }) => fields.context.sessionStart)).toEqual(['true', 'true']);
});

test('to addresses one destination, or several', async () => {
  const tgp = await start();
  const seen = outcomes(tgp);
  tgp('init', OTHER_KEY);
  tgp('track', 'a', {}, { to: OTHER_KEY });
  tgp('track', 'b', {}, { to: [KEY, OTHER_KEY] });
  tgp('track', 'c', {}, { to: 'nobody' });
  expect(beacons.map(({ fields }) => [fields.event, fields.writeKey])).toEqual([
    ['a', OTHER_KEY],
    ['b', KEY],
    ['b', OTHER_KEY],
  ]);
  expect(seen).toEqual(['skip: no init of nobody']);
});

test('a repeated init is no second page view', async () => {
  const tgp = await start({ autoPage: true });
  tgp('init', KEY, { autoPage: true });
  expect(sentNames()).toEqual(['page']);
});

test('only the destination that asks for page views gets them', async () => {
  const tgp = await start({ autoPage: true });
  tgp('init', OTHER_KEY);
  expect(beacons.map(({ fields }) => fields.writeKey)).toEqual([KEY]);
});

test('is silent about views unless it is asked for them', async () => {
  await start();
  expect(beacons).toEqual([]);
});

test.each(['abcd1234', 'ABCDEFGH'])('refuses %s, an id of Telegram’s pixel, with one message', async id => {
  const tgp = await loadScript();
  tgp('init', id);
  tgp('event', 'xyz');
  expect(beacons).toEqual([]);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(/writeKey/);
});

test.each([[undefined], [''], [null], [0]])('refuses the write key %s', async key => {
  (await loadScript())('init', key);
  expect(warnings[0]).toMatch(/init.*writeKey/);
});

test('refuses an init without any endpoint', async () => {
  (await loadScript('tgp', ''))('init', KEY);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(/endpoint/);
});
