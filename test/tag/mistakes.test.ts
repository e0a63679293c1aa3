import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  beacons,
  COLLECTOR,
  cookies,
  KEY,
  last,
  loadScript,
  logs,
  outcomes,
  sentNames,
  settled,
  start,
  warnings,
} from './support/page.ts';

const traits = () => last().fields.context.traits;

test.each(['track', 'conversion', 'microconversion', 'event'] as const)(
  '%s without a name says so, once, and is skipped each time',
  async command => {
    const tgp = await start();
    const seen = outcomes(tgp);
    for (const name of [undefined, '', null, { event: 'a' }, ['a'], new String('a')])
      tgp(command, name as string);
    expect(warnings).toEqual([`tgp ${command} no event name`]);
    expect(seen).toEqual(Array(6).fill('skip: no event name'));
  },
);

test('a list is no object of properties', async () => {
  const tgp = await start();
  tgp('set', ['currency', 'EUR'] as never);
  tgp('track', 'a', ['b'] as never);
  expect(last().fields.properties).toBeUndefined();
  expect(warnings).toEqual(['tgp no object: currency,EUR', 'tgp no object: b']);
});

test.each([
  [{}],
  [{ writeKey: KEY }],
  [new Date(0)],
  [() => KEY],
  [KEY.split('')],
  [`https://collect.example/${KEY}`],
  ['not a key'],
  ['[object Object]'],
])('what is no write key makes no second destination: %o', async key => {
  const tgp = await start();
  tgp('init', key, { endpoint: COLLECTOR });
  tgp('track', 'a');
  expect(sentNames()).toEqual(['a']);
  expect(warnings).toEqual(['tgp init no writeKey, endpoint']);
});

test('the visitor’s refusal is no mistake of the page’s', async () => {
  (await start({ consent: 'denied' }))('track', 'a');
  expect(warnings).toEqual([]);
});

test.each([
  ['autopage', 'autoPage'],
  ['auto_page', 'autoPage'],
  ['endPoint', 'endpoint'],
  ['cookie', 'cookieDomain'],
  ['clickID', 'clickIds'],
  ['debugMode', 'debug'],
])('the unknown option %s is answered with %s', async (wrong, right) => {
  const tgp = await start({ [wrong]: true, sessionMinutes: 20 });
  expect(warnings).toEqual([`tgp init ${wrong} try ${right}`]);
  tgp('track', 'a');
  expect(sentNames()).toEqual(['a']);
});

test('the served tag knows its saved pixels and pixel events, and says which one may be meant', async () => {
  const pixels = { pix_a1b2: () => {}, evt_c3d4: 0 };
  const tgp = await loadScript('tgp', `${COLLECTOR}/tgp.js`, [[], pixels]);
  tgp('init', KEY);
  tgp('event', 'pix_a1b3', {});
  tgp('event', 'pix_a1b2', {});
  tgp('event', 'evt_c3', {});
  tgp('event', 'evt_c3d4', {});
  tgp('event', 'aGnVh4yo-j8dU5duu', {});
  const tried = ['pix_a1b3 try pix_a1b2', 'evt_c3 try evt_c3d4', 'aGnVh4yo-j8dU5duu try pix_a1b2'];
  expect(warnings).toEqual(tried.map(text => `tgp event ${text}`));
});

test('the plain tag knows none, and says nothing', async () => {
  (await start())('event', 'pix_a1b3', {});
  expect(warnings).toEqual([]);
});

test.each(['59,90', '€59', '59.90 EUR', '1.299,00', 'NaN', '-Infinity', {}, NaN])(
  'revenue of %j is warned of and sent',
  async revenue => {
    (await start())('conversion', 'purchase', { revenue, order_id: 'A-1' });
    expect(warnings.filter(line => /revenue.*no number/.test(line))).toHaveLength(1);
    expect(last().fields.properties.order_id).toBe('A-1');
  },
);

test.each([59.9, '59.90', 0, '0', 5n, null, undefined, ''])(
  'revenue of %s is none to warn of',
  async revenue => {
    (await start())('conversion', 'purchase', { revenue });
    expect(warnings).toEqual([]);
  },
);

test('set takes an object and nothing else', async () => {
  const tgp = await start();
  tgp('set', { plan: 'pro' });
  for (const wrong of ['currency', 5, new Map([['a', 1]]), new String('EUR')]) tgp('set', wrong, 'EUR');
  expect(warnings).toHaveLength(4);
  tgp('track', 'a');
  expect(last().fields.properties).toEqual({ plan: 'pro' });
});

// happy-dom's events don't say what they are; browsers' do (e2e).
const NO_DATA: [kind: string, value: object][] = [
  ['Map', new Map([['a', 1]])],
  ['Set', new Set([1])],
  ['URLSearchParams', new URLSearchParams('a=1')],
  ['String', new String('abc')],
  ['HTMLDivElement', document.createElement('div')],
  ['Window', window],
  ['Document', document],
  ['Error', new Error('mine')],
  ['RegExp', /a/],
  ['Promise', Promise.resolve()],
  ['Object', { $$typeof: Symbol('react.element'), props: { iban: 'DE02' } }],
  ['Object', { __v_isVNode: true, props: { iban: 'DE02' } }],
  ['Object', { nativeEvent: new Event('click'), iban: 'DE02' }],
  ['Object', { originalEvent: new Event('click'), iban: 'DE02' }],
];

test.each(NO_DATA)('%s is no data: not as the properties, nor as one, nor below', async (kind, value) => {
  const tgp = await start();
  tgp('track', 'a', value, {});
  expect(last().fields.properties).toBeUndefined();
  tgp('track', 'b', { value, deep: { value, list: [value, 1] }, sku: 'A' });
  expect(last().fields.properties).toEqual({ sku: 'A', deep: { list: [null, '1'] } });
  expect(last().url).not.toContain('DE02');
  expect(warnings[0]).toContain('no data');
  expect(warnings.join()).toMatch(/properties\.(value|deep\.value) no data/);
  expect(kind).toBeTruthy();
});

test.each([
  ['a list of thousands', { list: Array.from({ length: 5_000 }, (_, at) => at) }],
  [
    'a table of thousands',
    { table: Object.fromEntries(Array.from({ length: 9_000 }, (_, at) => [`k${at}`, at])) },
  ],
  ['a list of what is no text', { list: Array.from({ length: 900 }, () => NaN) }],
])('%s is told of and takes no thousand words', async (_, given) => {
  const tgp = await start();
  tgp('track', 'a', { first: 1, ...given });
  expect(beacons).toHaveLength(1);
  expect(warnings.length).toBeGreaterThan(0);
  expect(warnings.length).toBeLessThan(100);
});

test('each of very many mistakes in an event is told of', async () => {
  const tgp = await start();
  tgp('track', 'a', Object.fromEntries(Array.from({ length: 90 }, (_, at) => [`node${at}`, document.body])));
  expect(warnings).toHaveLength(90);
});

test('what says itself how it is written is data', async () => {
  const tgp = await start();
  class Money {
    toJSON() {
      return '5 EUR';
    }
  }
  tgp('track', 'a', {
    at: new Date(0),
    to: new URL('https://a.example/x'),
    price: new Money(),
    own: { toJSON: () => ({ a: 1 }) },
    none: Object.assign(Object.create(null), { b: 2 }),
  });
  expect(last().fields.properties).toEqual({
    at: '1970-01-01T00:00:00.000Z',
    to: 'https://a.example/x',
    price: '5 EUR',
    own: { a: '1' },
    none: { b: '2' },
  });
  expect(warnings).toEqual([]);
});

test('a getter or a proxy that throws costs its key, of properties, traits and options', async () => {
  const throwing = () =>
    new Proxy(
      { good: 'yes', bad: 'no' },
      {
        get(target, name) {
          if (name === 'good') return target.good;
          throw new Error('mine');
        },
      },
    );
  const tgp = await start();
  tgp('track', 'a', throwing());
  expect(last().fields.properties).toEqual({ good: 'yes' });
  tgp('identify', 'u1', throwing());
  tgp('set', throwing());
  tgp('track', 'b', {}, { messageId: 'm1', ...{} });
  expect(traits()).toEqual({ good: 'yes' });
  expect(last().fields.properties).toEqual({ good: 'yes' });
  tgp(
    'track',
    'c',
    {},
    {
      messageId: 'm2',
      get callback() {
        throw new Error('mine');
      },
    },
  );
  expect(last().fields).toMatchObject({ event: 'c', messageId: 'm2' });
});

test('identify takes traits alone', async () => {
  const tgp = await start();
  tgp('identify', 'u1');
  tgp('identify', { plan: 'pro' });
  tgp('track', 'a');
  expect(last().fields.userId).toBe('u1');
  expect(traits()).toEqual({ plan: 'pro' });
  expect(warnings).toEqual([]);
});

test.each(['undefined', 'null', 'NaN', '[object Object]', NaN, {}, [], new Map(), () => {}])(
  '%s is no id',
  async id => {
    const tgp = await start();
    tgp('identify', id, { plan: 'pro' });
    tgp('track', 'a');
    expect(last().fields.userId).toBeUndefined();
    expect(traits()).toEqual({ plan: 'pro' });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/identify.*no id/);
  },
);

test.each([
  'undefined',
  'null',
  '[object Object]',
  NaN,
  true,
  {},
  ['m1'],
  new Map(),
  () => {},
  Symbol('m'),
  Object.create(null),
])('%s is no messageId: each event has one of its own, and its callback runs', async messageId => {
  const tgp = await start();
  const told: unknown[] = [];
  for (const n of [1, 2])
    tgp(
      'track',
      'a',
      { n },
      { messageId, callback: (outcome: { messageId: string }) => told.push(outcome.messageId) },
    );
  await settled();
  const ids = beacons.map(({ fields }) => fields.messageId);
  expect(ids).toEqual([expect.stringMatching(/^[0-9a-f]{8}-/), expect.stringMatching(/^[0-9a-f]{8}-/)]);
  expect(ids[0]).not.toBe(ids[1]);
  expect(told).toEqual(ids);
  expect(warnings).toEqual([expect.stringMatching(/^tgp track .*is no id$/)]);
});

test('a wrong id changes no right one', async () => {
  const tgp = await start();
  tgp('identify', 'u1');
  tgp('identify', 'undefined');
  tgp('track', 'a');
  expect(last().fields.userId).toBe('u1');
});

test('a trait that can’t be kept is left out, and the rest stays', async () => {
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  const tgp = await start();
  tgp('identify', 'u1', {
    big: 5n,
    cycle,
    node: document.createElement('div'),
    plan: 'pro',
    at: new Date(0),
  });
  tgp('track', 'a');
  expect(traits()).toEqual({ plan: 'pro', at: '1970-01-01T00:00:00.000Z' });
  expect(warnings.filter(line => /^tgp (big|cycle|node) /.test(line))).toHaveLength(3);
});

test('traits of any kind cost no more than themselves', async () => {
  const tgp = await start();
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ minLength: 1 }), fc.anything({ withBigInt: true, withMap: true })),
      given => {
        tgp('reset');
        tgp('identify', 'u1', { ...given, plan: 'pro' });
        tgp('track', 'a', { ...given, plan: 'pro' });
        expect(last().fields.userId).toBe('u1');
        expect(traits().plan).toBe('pro');
        expect(last().fields.properties.plan).toBe('pro');
      },
    ),
    { seed: 13, numRuns: 200 },
  );
});

test('a reset takes away every cookie of the visitor that the page can reach', async () => {
  const tgp = await start();
  tgp('track', 'a');
  const { anonymousId } = last().fields;
  const old = { value: 'old', attributes: '', domain: '' };
  for (const name of ['tgp_id', 'tgp_session'])
    for (const domain of ['', ' shop.example', ' www.shop.example']) cookies.set(name + domain, old);
  tgp('reset');
  expect([...cookies.keys()]).toEqual([]);
  tgp('track', 'b');
  expect(last().fields.anonymousId).not.toBe('old');
  expect(last().fields.anonymousId).not.toBe(anonymousId);
});

test('a denial does the same, of the site and of the page’s folder', async () => {
  const written: string[] = [];
  const tgp = await start();
  history.replaceState({}, '', '/shop/cart/pay.html');
  tgp('track', 'a');
  let holder: object = document;
  while (!Object.hasOwn(holder, 'cookie')) holder = Reflect.getPrototypeOf(holder)!;
  const { get, set } = Object.getOwnPropertyDescriptor(holder, 'cookie')!;
  Object.defineProperty(holder, 'cookie', {
    configurable: true,
    get,
    set(text: string) {
      written.push(text);
      set!.call(document, text);
    },
  });
  tgp('consent', 'denied');
  for (const path of ['', '/'])
    for (const domain of ['', 'shop.example', 'www.shop.example'])
      expect(written).toContainEqual(
        expect.stringMatching(RegExp(`^tgp_id=;.*;max-age=0;domain=${domain};path=${path};Secure$`)),
      );
});

test('in debug mode an event that goes well is one line, and what has no value is none', async () => {
  const tgp = await start({ debug: true });
  logs.length = 0;
  tgp('track', 'a', { b: 1, none: null });
  await settled();
  expect(logs).toEqual([
    ['tgp', 'send', 'track', 'a', expect.objectContaining({ url: last().url.split('&sentAt')[0] })],
  ]);
});

test('an event without a name is skipped by the served tag too, and its callback runs', async () => {
  const pixels = { pix_a1b2: () => {} };
  const tgp = await loadScript('tgp', `${COLLECTOR}/tgp.js`, [[], pixels]);
  tgp('init', KEY);
  const told: unknown[] = [];
  for (const name of [undefined, null, 5])
    tgp('event', name as never, {}, { callback: ({ status }: { status: string }) => told.push(status) });
  await settled();
  expect(told).toEqual(['skip', 'skip', 'sent']);
  expect(warnings).toEqual(['tgp event no event name', 'tgp event 5 try pix_a1b2']);
});
