import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beacons, cookies, last, sentNames, start, warnings } from './support/page.ts';

/** Whether an event still goes after a page with every consent said this. */
async function goesOnAfter(...said: unknown[]): Promise<boolean> {
  const tgp = await start();
  tgp('track', 'before');
  for (const consent of said) tgp('consent', consent);
  tgp('track', 'after');
  return sentNames().includes('after');
}

test.each([
  [{ analytics_storage: 'denied' }],
  [{ statistics: 'denied' }],
  [{ Analytics: 'denied' }],
  [{ ANALYTICS: 'DENIED' }],
  [false],
  [null],
  [undefined],
  [0],
  [''],
  [['denied']],
  [new Map([['analytics', 'denied']])],
  ['Denied'],
  ['no'],
  ['Granted'],
  ['true'],
  [{ analytics: false }],
  [{ analytics: null }],
  [{ analytics: 1 }],
  [{ analytics: 'accepted' }],
  [{ analytics: ['granted'] }],
  [{ marketing: false }],
  [{ performance: null }],
  [{ C0002: '0' }],
  [{ tracking: 'off' }],
  [{ cookies: 'rejected' }],
  [{ cookies: 'opt-out' }],
  [{ statistics: 'withdrawn' }],
  [{ statistics: 'blocked' }],
  [{ statistics: 'n' }],
  [{ statistics: ' denied' }],
  [{ statistics: '' }],
  [{ statistics: -1 }],
  [{ general: 'out' }],
  [{ level: 'necessary' }],
  [{ groups: 'C0001:1,C0002:0' }],
  [{ Analytics_storage: 'denied' }],
  [{ analytic_storage: 'denied' }],
  [{ tracking_storage: 'denied' }],
  [{ categories: { analytics: false } }],
  [{ ads: 'granted', statistics: 'denied' }],
  [{ statistics: 'pending' }],
  [{ necessary: true, statistics: false }],
  [{ nonsense: 'x', analytics: 'denied' }],
  [{ ads: 'nonsense', analytics: 'denied' }],
] as unknown[][])('%j is no consent', async said => {
  expect(await goesOnAfter(said)).toBe(false);
});

test('a category that throws costs itself, not the denial behind it', async () => {
  const said = {
    get ads() {
      throw new Error('mine');
    },
    analytics: 'denied',
  };
  expect(await goesOnAfter(said)).toBe(false);
});

class Choice {
  get analytics() {
    return 'denied';
  }
}

const no = () => {
  throw new Error('mine');
};

const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({ analytics: 'denied' }, {});
  revoke();
  return proxy;
};

test.each([
  ['a class’s instance', new Choice()],
  ['an object made of another', Object.create({ analytics: 'denied' })],
  ['a name that is not counted', Object.defineProperty({}, 'analytics', { value: 'denied' })],
  ['a category that throws', Object.defineProperty({}, 'analytics', { get: no, enumerable: true })],
  [
    'one beside a grant',
    Object.defineProperty({ ads: 'granted' }, 'analytics', { get: no, enumerable: true }),
  ],
  ['a proxy that does not say its names', new Proxy({ analytics: 'denied' }, { ownKeys: no })],
  ['a proxy that says no value', new Proxy({ analytics: 'granted' }, { get: no })],
  [
    'a proxy that says nothing',
    new Proxy({}, { get: no, has: no, ownKeys: no, getOwnPropertyDescriptor: no }),
  ],
  ['a proxy that is no more', revoked()],
  ['a text in other clothes', { toJSON: () => 'denied' }],
  ['a form as data that throws', { analytics: 'denied', toJSON: no }],
  ['jQuery’s event', { originalEvent: {}, analytics: 'denied' }],
  ['what is frozen', Object.freeze({ analytics: 'denied' })],
])('what can’t be read as a grant is none: %s', async (_, said) => {
  expect(await goesOnAfter(said)).toBe(false);
});

test.each([
  [{ analytics: 'granted' }],
  [{ analytics: true, ads: true }],
  [Object.assign(Object.create({ toString: no }), { analytics: 'granted' })],
  [new Proxy({ analytics: 'granted' }, {})],
  [true],
  [{ analytics_storage: 'granted', ad_storage: 'denied', functionality_storage: 'denied' }],
  [{ analytics_storage: true, region: ['DE'], wait_for_update: 500, security_storage: 'granted' }],
  [{ analytics: 'granted', marketing: 'denied' }],
  [{ ad_storage: 'denied', ad_user_data: 'denied', ad_personalization: 'denied' }],
  [{ personalization_storage: 'denied' }],
  [{ GDPR: 0, GPP_SID: '7', US_PRIVACY: '', GDPR_CONSENT: 'CPokAs', GPP_STRING: 'DBABMA~CP' }],
  [{ ads_data_redaction: true, url_passthrough: true, functionality_storage: 'denied' }],
  [{ statistics: 'granted' }],
  [{ analytics: undefined }],
  [{}],
] as unknown[][])('%j leaves analytics granted', async said => {
  expect(await goesOnAfter(said)).toBe(true);
});

test('a refusal under a wrong name holds until a right one grants, and what was kept is gone', async () => {
  const tgp = await start();
  tgp('track', 'a');
  tgp('consent', { statistics: 'denied' });
  expect(cookies.size).toBe(0);
  tgp('consent', { statistics: 'granted' });
  tgp('track', 'b');
  tgp('consent', { analytics_storage: 'granted' });
  tgp('track', 'c');
  expect(sentNames()).toEqual(['a', 'c']);
});

test('any of Consent Mode’s three names for ads refuses them', async () => {
  for (const name of ['ad_storage', 'ad_user_data', 'ad_personalization']) {
    const tgp = await start();
    tgp('consent', {
      ad_storage: 'granted',
      ad_user_data: 'granted',
      ad_personalization: 'granted',
      [name]: 'denied',
    });
    tgp('track', name);
    expect(last().fields.context.consentManagement).toEqual({ deniedConsentIds: ['ads'] });
    Reflect.deleteProperty(globalThis, 'tgp');
  }
  expect(warnings).toEqual([]);
});

test('what Consent Mode says of other things is neither passed on nor warned of', async () => {
  const tgp = await start({
    consent: { analytics_storage: 'granted', functionality_storage: 'denied', security_storage: 'granted' },
  });
  tgp('track', 'a');
  expect(last().fields.context.consentManagement).toEqual({ allowedConsentIds: ['analytics'] });
  expect(warnings).toEqual([]);
});

test.each([
  [{ statistics: 'denied' }, /consent statistics.*ana/],
  [{ Advertising: 'granted' }, /consent Advertising.*try/],
  [{ ad: 'denied' }, /consent ad.*ads/],
  [{ analytics: 'yes' }, /consent analytics yes.*denied.*pending.*granted/],
  [false, /consent analytics false.*granted/],
])('says what it does not know in %j, once', async (said, text) => {
  const tgp = await start();
  tgp('consent', said);
  tgp('consent', said);
  expect(warnings.filter(line => text.test(line))).toHaveLength(1);
});

test('what refuses in init is a refusal too, and a command still goes before it', async () => {
  (await start({ consent: false }))('track', 'a');
  Reflect.deleteProperty(globalThis, 'tgp');
  (await start({ consent: { statistics: 'denied' } }))('track', 'b');
  Reflect.deleteProperty(globalThis, 'tgp');
  // What is stored of a visitor who has not chosen.
  (await start({ consent: localStorage.getItem('consent') }))('track', 'c');
  expect(beacons).toEqual([]);
});

test.each(['rest', 'others', 'state', 'category', 'undefined'])(
  'what is called %s stands for a category that is not known, as any other name',
  async name => {
    expect(await goesOnAfter('denied', { [name]: 'granted' })).toBe(false);
    for (const [said, goesOn] of [
      ['x', false],
      ['granted', true],
    ] as const) {
      Reflect.deleteProperty(globalThis, 'tgp');
      expect(await goesOnAfter({ [name]: said })).toBe(goesOn);
    }
  },
);

const GRANTS = ['granted', true];
const anyName = fc.oneof(
  fc.constantFrom(
    'analytics',
    'ads',
    'analytics_storage',
    'ad_storage',
    'ad_user_data',
    'ad_personalization',
  ),
  fc.constantFrom('statistics', 'marketing', 'Analytics', 'necessary', '__proto__', 'toString'),
  fc.string(),
);
const anyState = fc.oneof(
  fc.constantFrom('granted', 'denied', 'pending', true, false, null, undefined, 'Denied', 'no', 0, 1, ''),
  fc.anything(),
);

test('nothing but a grant grants, whatever stands beside it', async () => {
  const tgp = await start();
  fc.assert(
    fc.property(fc.array(fc.tuple(anyName, anyState)), anyState, (others, state) => {
      tgp('consent', 'granted');
      tgp('consent', Object.fromEntries([...others, ['analytics', state]]));
      beacons.length = 0;
      tgp('track', 'a');
      const said = Object.fromEntries(others).analytics_storage;
      const isGrant = [state, said].every(each => each === undefined || GRANTS.includes(each as string));
      const isNamed = state !== undefined || said !== undefined;
      // Without a word of `analytics`, what stands beside it may refuse.
      if (isNamed) expect(beacons).toHaveLength(isGrant ? 1 : 0);
      else expect(beacons.length).toBeLessThanOrEqual(1);
    }),
    { seed: 13, numRuns: 400 },
  );
});

test('a denial under any name refuses where analytics is not named', async () => {
  const tgp = await start();
  const known =
    /^(analytics(_storage)?|ad(s|_\w+))$|^(functionality|personalization|security)_storage$|^(GDPR|GPP|US_P|ADDTL|region$|wait_|url_|ads_da)|^__proto__$/;
  fc.assert(
    fc.property(
      anyName.filter(name => !known.test(name)),
      anyState.filter(state => !['granted', 'pending', true, undefined].includes(state as string)),
      (name, state) => {
        tgp('consent', 'granted');
        tgp('consent', { [name]: state });
        beacons.length = 0;
        tgp('track', 'a');
        expect(beacons).toEqual([]);
      },
    ),
    { seed: 13, numRuns: 200 },
  );
});
