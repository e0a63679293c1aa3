import { expect, test } from 'vitest';
import {
  beacons,
  cookies,
  last,
  onDocument,
  platform,
  settled,
  start,
  visit,
  warnings,
} from './support/page.ts';

const id = () => last().fields.anonymousId;
const again = async (options?: object) => {
  Reflect.deleteProperty(globalThis, 'tgp');
  (await start(options))('track', 'again');
};

test('keeps the visitor’s id in a cookie on the widest domain, and in localStorage', async () => {
  (await start())('track', 'a');
  const cookie = cookies.get('tgp_id shop.example')!;
  expect(cookie.value).toBe(id());
  expect(cookie.attributes).toMatch(/path=\/;/);
  expect(cookie.attributes).toMatch(/;SameSite=Lax\b/i);
  expect(cookie.attributes).toMatch(/;max-age=34560000\b/);
  expect(cookie.attributes).toMatch(/;Secure\b/);
  expect(localStorage.tgp_id).toBe(id());
  expect([...cookies.keys()].map(key => key.split(' ')[1])).toEqual(Array(cookies.size).fill('shop.example'));
});

test('is not Secure where the page is not', async () => {
  visit('http://www.shop.example/');
  (await start())('track', 'a');
  expect(cookies.get('tgp_id shop.example')!.attributes).not.toMatch(/Secure/);
});

test('takes the host alone where it is a single label', async () => {
  visit('http://localhost/');
  (await start())('track', 'a');
  expect(cookies.get('tgp_id')!.value).toBe(id());
});

test('looks for the domain once a page', async () => {
  const own = Object.getOwnPropertyDescriptor(platform, 'cookie')!;
  const written: string[] = [];
  onDocument('cookie', {
    ...own,
    set(text: string) {
      written.push(text);
      own.set!.call(document, text);
    },
  });
  const refused = () => written.filter(text => /domain=example(;|$)/.test(text));
  const tgp = await start();
  tgp('track', 'a');
  expect(refused().length).toBeGreaterThan(0);
  tgp('reset');
  written.length = 0;
  tgp('track', 'b');
  expect(written.length).toBeGreaterThan(0);
  expect(refused()).toEqual([]);
});

test('cookieDomain and idCookie choose otherwise', async () => {
  (await start({ cookieDomain: 'www.shop.example', idCookie: 'visitor' }))('track', 'a');
  expect(cookies.get('visitor www.shop.example')!.value).toBe(id());
  expect(localStorage.visitor).toBe(id());
});

test('an empty cookieDomain is this host', async () => {
  (await start({ cookieDomain: '' }))('track', 'a');
  expect(cookies.get('tgp_id')!.value).toBe(id());
});

test('a lost cookie comes back from localStorage', async () => {
  (await start())('track', 'a');
  const before = id();
  cookies.clear();
  await again();
  expect(id()).toBe(before);
  expect(cookies.get('tgp_id shop.example')!.value).toBe(before);
});

test('a lost localStorage comes back from the cookie', async () => {
  (await start())('track', 'a');
  const before = id();
  localStorage.clear();
  await again();
  expect(id()).toBe(before);
  expect(localStorage.tgp_id).toBe(before);
});

test('the cookie counts where the two differ', async () => {
  (await start())('track', 'a');
  const before = id();
  localStorage.tgp_id = 'another';
  await again();
  expect(id()).toBe(before);
  expect(localStorage.tgp_id).toBe(before);
});

test('what another page has forgotten does not come back from this one', async () => {
  const tgp = await start();
  tgp('identify', 'u1', { plan: 'pro' });
  tgp('track', 'a');
  const before = id();
  await settled();
  cookies.clear();
  localStorage.clear();
  tgp('track', 'b');
  expect(id()).not.toBe(before);
  expect(last().fields.userId).toBeUndefined();
  expect(last().fields.context.traits).toBeUndefined();
  expect(last().fields.context.sessionStart).toBe('true');
  expect(localStorage.tgp_user).toBeUndefined();
  tgp('identify', 'u2');
  tgp('track', 'c');
  expect(last().fields.userId).toBe('u2');
});

test('each page renews the cookie', async () => {
  (await start())('track', 'a');
  cookies.get('tgp_id shop.example')!.attributes = 'old';
  await again();
  expect(cookies.get('tgp_id shop.example')!.attributes).toMatch(/max-age=34560000/);
});

const blockCookies = () =>
  onDocument('cookie', {
    get() {
      throw new DOMException('blocked', 'SecurityError');
    },
    set() {
      throw new DOMException('blocked', 'SecurityError');
    },
  });

const blockLocalStorage = () =>
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get() {
      throw new DOMException('blocked', 'SecurityError');
    },
  });

test('with cookies blocked, localStorage keeps the id', async () => {
  blockCookies();
  (await start())('track', 'a');
  const before = id();
  await again();
  expect(id()).toBe(before);
});

test('with both blocked there is one id for the page, and no exception', async () => {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'localStorage')!;
  blockCookies();
  blockLocalStorage();
  try {
    const tgp = await start();
    tgp('track', 'a');
    const before = id();
    expect(before).toMatch(/^[0-9a-f-]{36}$/);
    tgp('identify', 'u1', { plan: 'pro' });
    tgp('track', 'b');
    expect(last().fields).toMatchObject({
      anonymousId: before,
      userId: 'u1',
      context: { traits: { plan: 'pro' } },
    });
    expect(last().fields.context.sessionStart).toBeUndefined();
    tgp('reset');
    tgp('track', 'c');
    expect(id()).not.toBe(before);
    expect(beacons).toHaveLength(3);
    expect(warnings).toEqual([]);
  } finally {
    Object.defineProperty(globalThis, 'localStorage', own);
  }
});

test('cookies of others with a like name do not mislead', async () => {
  for (const name of ['x_tgp_id', 'tgp_id2'])
    cookies.set(name, { value: 'wrong', attributes: '', domain: '' });
  (await start())('track', 'a');
  expect(id()).toMatch(/^[0-9a-f-]{36}$/);
});
