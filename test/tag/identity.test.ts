import { expect, onTestFinished, test, vi } from 'vitest';
import { cookies, KEY, last, loadScript, start, warnings } from './support/page.ts';

const ids = () => {
  const { userId, anonymousId, context } = last().fields;
  return { userId, anonymousId, traits: context.traits };
};

test('identify gives every event that follows the user and the traits', async () => {
  const tgp = await start();
  tgp('track', 'a');
  const { anonymousId } = ids();
  expect(ids()).toEqual({ anonymousId, userId: undefined, traits: undefined });
  tgp('identify', 42, { plan: 'pro' });
  tgp('track', 'b');
  expect(ids()).toEqual({ anonymousId, userId: '42', traits: { plan: 'pro' } });
});

test('the same person’s traits add up, another person’s do not carry over', async () => {
  const tgp = await start();
  tgp('identify', 'u1', { plan: 'pro' });
  tgp('identify', 'u1', { age: 7 });
  tgp('identify', null, { city: 'Ulm' });
  tgp('track', 'a');
  expect(ids()).toMatchObject({ userId: 'u1', traits: { plan: 'pro', age: '7', city: 'Ulm' } });
  tgp('identify', 'u2');
  tgp('track', 'b');
  expect(ids()).toMatchObject({ userId: 'u2', traits: undefined });
});

test('user and traits outlast the page, the traits outside cookies', async () => {
  (await start())('identify', 'ü;, 1', { email: 'a@b.example' });
  Reflect.deleteProperty(globalThis, 'tgp');
  (await start())('track', 'a');
  expect(ids()).toMatchObject({ userId: 'ü;, 1', traits: { email: 'a@b.example' } });
  expect(JSON.stringify([...cookies])).not.toContain('b.example');
});

test('a page with a JSON of its own keeps its user', async () => {
  const tgp = await start();
  const missing = () => {
    throw new TypeError('is not a function');
  };
  const write = vi.spyOn(JSON, 'stringify').mockImplementation(missing);
  tgp('identify', 'u1', { plan: 'pro' });
  // What reads the beacons back asks for JSON as well.
  write.mockRestore();
  const { parse } = JSON;
  const read = vi.spyOn(JSON, 'parse').mockImplementation(text => (text === '{}' ? missing() : parse(text)));
  onTestFinished(() => void read.mockRestore());
  tgp('track', 'a');
  expect(ids()).toMatchObject({ userId: 'u1', traits: { plan: 'pro' } });
  tgp('reset');
  tgp('track', 'b');
  expect(ids().userId).toBeUndefined();
});

test.each([{ encode: String, decode: Object }, undefined])(
  'with no JSON, or what MooTools 1.2 has in its place, traits hold for the page',
  async own => {
    const tgp = await start();
    const known: unknown[] = [];
    // biome-ignore lint/suspicious/noExplicitAny: what is sent, as it is
    tgp('on', 'send', ({ fields }: { fields: any }) =>
      known.push({ ...fields.context.traits }, fields.userId),
    );
    vi.stubGlobal('JSON', own);
    tgp('identify', 'u1', { plan: 'pro' });
    tgp('identify', 'u1', { seats: 2 });
    try {
      tgp('track', 'a');
    } catch {}
    vi.unstubAllGlobals();
    expect(known).toEqual([{ plan: 'pro', seats: 2 }, 'u1']);
  },
);

const STRAY = [
  'null',
  '5',
  'true',
  '"u9"',
  '["u9"]',
  '{',
  '{"userId":{"id":"u9"},"traits":"u9"}',
  '{"traits":["u9"]}',
];

test.each(STRAY)('what is no person (%s) in its place is none, and in the way of none', async stray => {
  localStorage.tgp_user = stray;
  const tgp = await start();
  tgp('track', 'a');
  expect(last().url).not.toMatch(/u9|traits/);
  tgp('identify', 'u1', { plan: 'pro' });
  tgp('track', 'b');
  expect(ids()).toMatchObject({ userId: 'u1', traits: { plan: 'pro' } });
  expect([...cookies.keys()].join()).not.toContain('tgp_user');
  Reflect.deleteProperty(globalThis, 'tgp');
  (await start())('track', 'c');
  expect(ids()).toMatchObject({ userId: 'u1', traits: { plan: 'pro' } });
});

const CLICKED = {
  link: 'https://www.shop.example/?gclid=CLICK123&a=b',
  deep: [{ to: '/?n=%2F%3Ffbclid%3DCLICK123' }],
};
const UNCLICKED = { link: 'https://www.shop.example/?a=b', deep: [{ to: '/?n=%2F' }] };

test.each(['denied', 'pending'])(
  'with ads %s a trait keeps no click id in storage, and has it back later',
  async ads => {
    const tgp = await start({ consent: { ads } });
    tgp('identify', 'u1', CLICKED);
    tgp('track', 'a');
    expect(ids().traits).toEqual(UNCLICKED);
    expect(JSON.stringify({ ...localStorage })).not.toContain('CLICK123');
    tgp('consent', { ads: 'granted' });
    tgp('track', 'b');
    expect(ids().traits).toEqual(CLICKED);
    expect(localStorage.tgp_user).toContain('CLICK123');
  },
);

test('a denial takes click ids out of the traits that are stored', async () => {
  (await start())('identify', 'u1', CLICKED);
  const tgp = await start();
  expect(localStorage.tgp_user).toContain('CLICK123');
  tgp('consent', { ads: 'denied' });
  expect(JSON.parse(localStorage.tgp_user)).toEqual({ userId: 'u1', traits: UNCLICKED });
});

test('what another page tells meanwhile is the person, whatever consent says then', async () => {
  const tgp = await start({ consent: { ads: 'denied' } });
  tgp('identify', 'u1', CLICKED);
  localStorage.tgp_user = '{"userId":"u2"}';
  tgp('consent', { ads: 'granted' });
  tgp('track', 'a');
  expect(ids()).toMatchObject({ userId: 'u2', traits: undefined });
});

test.each([true, false, 'true', 'false', '[object Promise]', '[object HTMLInputElement]'])(
  '%j is no id',
  async id => {
    const tgp = await start();
    tgp('identify', id as string, { plan: 'pro' });
    tgp('track', 'a');
    expect(ids()).toMatchObject({ userId: undefined, traits: { plan: 'pro' } });
    expect(warnings).toEqual([`tgp identify ${id} is no id`]);
  },
);

test('reset makes a new visitor', async () => {
  const tgp = await start();
  tgp('identify', 'u1', { plan: 'pro' });
  tgp('track', 'a');
  const before = ids();
  tgp('reset');
  tgp('track', 'b');
  expect(ids()).toEqual({ anonymousId: expect.any(String), userId: undefined, traits: undefined });
  expect(ids().anonymousId).not.toBe(before.anonymousId);
  expect(last().fields.context.sessionStart).toBe('true');
});

test('spoiled traits are forgotten, not fatal', async () => {
  const tgp = await start();
  tgp('identify', 'u1', { plan: 'pro' });
  Reflect.deleteProperty(globalThis, 'tgp');
  for (const name of Object.keys(localStorage))
    if (localStorage[name][0] === '{') localStorage[name] = '{"plan":';
  (await start())('track', 'a');
  expect(ids()).toMatchObject({ userId: undefined, traits: undefined });
});

test('a denial takes away the visitor’s id under a name that only init tells', async () => {
  (await start({ idCookie: 'own_id' }))('track', 'a');
  expect(cookies.get('own_id shop.example')).toBeDefined();
  Reflect.deleteProperty(globalThis, 'tgp');
  const tgp = await loadScript();
  tgp('consent', 'denied');
  tgp('init', KEY, { idCookie: 'own_id' });
  expect(cookies.get('own_id shop.example')).toBeUndefined();
  expect(localStorage.own_id).toBeUndefined();
});

test('a default that gives way takes nothing away', async () => {
  (await start())('track', 'a');
  const { anonymousId } = ids();
  Reflect.deleteProperty(globalThis, 'tgp');
  const tgp = await start({ consent: 'denied' });
  tgp('init', 'b'.repeat(32), { consent: 'denied' });
  tgp('consent', 'granted');
  tgp('track', 'b');
  expect(ids().anonymousId).toBe(anonymousId);
});
