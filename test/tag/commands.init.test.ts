import { expect, test, vi } from 'vitest';
import {
  beacons,
  COLLECTOR,
  cookies,
  KEY,
  loadScript,
  logs,
  OTHER_KEY,
  outcomes,
  queuedCall,
  sentNames,
  start,
  stub,
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

test.each([[undefined], [{}], [{ autoPage: undefined }]])(
  'the first init that says something of views is heard, after one with %j',
  async options => {
    const tgp = await start(options);
    tgp('init', KEY, { autoPage: true, idCookie: 'other', endpoint: 'https://two.example' });
    tgp('init', KEY, { autoPage: true });
    expect(beacons.map(({ url }) => url.split('?')[0])).toEqual([`${COLLECTOR}/pixel/v1/page`]);
    expect(cookies.has('other shop.example')).toBe(false);
  },
);

test('and no other: views that are made elsewhere are not asked for again', async () => {
  const tgp = await start({ autoPage: false });
  tgp('init', KEY, { autoPage: true });
  expect(beacons).toEqual([]);
});

test('the queue has the init of each write key, as install code reads them', async () => {
  vi.stubGlobal('tgp', stub(queuedCall(['track', 'a']), queuedCall(['init', KEY, { debug: false }])));
  const tgp = await loadScript();
  tgp('init', OTHER_KEY, { autoPage: true });
  tgp('init', KEY, { autoPage: 'spa' });
  expect(tgp.queue).toMatchObject([
    { 0: 'init', 1: KEY, 2: { autoPage: 'spa' }, u: document.URL },
    { 0: 'init', 1: OTHER_KEY, 2: { autoPage: true }, u: document.URL },
  ]);
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

test.each([undefined, null])('an option that is %s is not given', async none => {
  const options = {
    endpoint: none,
    transport: none,
    autoPage: none,
    // Null is a word of consent, and no grant: consent.names.test.ts.
    consent: undefined,
    piggyback: none,
    idCookie: none,
    cookieDomain: none,
    sessionMinutes: none,
    debug: none,
  };
  const said = async (given?: object) => {
    const tgp = await start(given);
    tgp('init', OTHER_KEY);
    tgp('track', 'a');
    tgp('track', 'b');
    const seen = {
      beacons: beacons.map(({ url, by, fields }) => [
        url.split('?')[0],
        by,
        fields.event,
        fields.writeKey,
        fields.context.sessionStart,
      ]),
      stored: [...cookies].map(([name, { domain }]) => [name, domain]),
      kept: Object.keys(localStorage).filter(name => !name.startsWith('tgp_out')),
      warnings: [...warnings],
      logs: [...logs],
    };
    Reflect.deleteProperty(globalThis, 'tgp');
    beacons.length = 0;
    cookies.clear();
    localStorage.clear();
    return seen;
  };
  const clean = await said();
  expect(clean.stored.map(([name]) => name)).toContain('tgp_id shop.example');
  expect(await said(options)).toEqual(clean);
  expect(await said({ ...options, endpoint: COLLECTOR })).toEqual(clean);
});

test('an option that is empty or false is given', async () => {
  const tgp = await start({ cookieDomain: '', debug: false, autoPage: false });
  tgp('track', 'a');
  expect([...cookies.keys()]).toContain('tgp_id');
  expect(sentNames()).toEqual(['a']);
});

test('options of a second init leave the page as the first has it', async () => {
  const tgp = await start({ idCookie: 'visitor' });
  tgp('init', OTHER_KEY, { idCookie: 'other', sessionMinutes: undefined });
  tgp('track', 'a');
  expect(cookies.has('visitor shop.example')).toBe(true);
  expect(cookies.has('other shop.example')).toBe(false);
});

test('a destination is addressed by its whole key, though another’s begins with it', async () => {
  const tgp = await start();
  tgp('init', `${KEY}2`);
  tgp('track', 'a', {}, { to: `${KEY}2` });
  tgp('track', 'b', {}, { to: [KEY] });
  expect(beacons.map(({ fields }) => [fields.event, fields.writeKey])).toEqual([
    ['a', `${KEY}2`],
    ['b', KEY],
  ]);
});

test('the view that init makes comes after what the page has queued to set it up', async () => {
  vi.stubGlobal(
    'tgp',
    stub(queuedCall(['init', KEY, { autoPage: true }]), queuedCall(['consent', 'denied'])),
  );
  await loadScript();
  expect(beacons).toEqual([]);
});
