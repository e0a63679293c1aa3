import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { CLICK_IDS } from '../../src/protocol/clickIds.ts';
import { entries, failImages, offline } from './support/outbox.ts';
import { answering, beacons, cookies, last, settled, start, visit } from './support/page.ts';

const SHOP = 'https://www.shop.example/';
/** Where the platform has the document's names. */
const platform = Reflect.getPrototypeOf(document)!;
afterEach(() => void Reflect.deleteProperty(platform, 'referrer'));

const campaign = () => last().fields.context.campaign;

/** A page of the site, led to by another, and an event in it. */
async function open(url: string, referrer = '', options?: object) {
  Reflect.deleteProperty(globalThis, 'tgp');
  visit(url);
  Object.defineProperty(platform, 'referrer', { configurable: true, get: () => referrer });
  const tgp = await start(options);
  tgp('page');
  return tgp;
}

test.each(CLICK_IDS)('knows %s, in any case, and spells it as its network does', async name => {
  for (const given of [name, name.toUpperCase(), name.toLowerCase()]) {
    await open(`${SHOP}?${given}=V1`);
    expect(campaign()).toEqual({ [name]: 'V1' });
  }
});

test.each([
  'icid',
  'topicId',
  'docId',
  'picid',
  'clinicid',
  'cid',
  'clid',
  'epic',
  'musicid',
  'xgclid',
  'gclidx',
])('%s is none', async name => {
  await open(`${SHOP}?utm_source=news&gclid=1`);
  await open(`${SHOP}?${name}=5`);
  expect(campaign()).toEqual({ source: 'news', gclid: '1' });
});

test('init adds the site’s own, of whatever characters', async () => {
  for (const [names, query, expected] of [
    [['partner_id'], 'partner_id=7', { partner_id: '7' }],
    [['My-Id', 'a.b('], 'MY-ID=7&axb(=1&a.b(=2', { 'My-Id': '7', 'a.b(': '2' }],
    ['ref', 'ref=7', { ref: '7' }],
  ] as const) {
    await open(`${SHOP}?${query}`, '', { clickIds: names });
    expect(campaign()).toEqual(expected);
  }
});

test.each([
  ['?UTM_SOURCE=News&Utm_Medium=mail', { source: 'News', medium: 'mail' }],
  ['#utm_source=news&utm_medium=mail', { source: 'news', medium: 'mail' }],
  ['#/route?utm_source=news', { source: 'news' }],
  ['?a=b&amp;utm_source=news&amp;utm_medium=mail', { source: 'news', medium: 'mail' }],
  ['?utm_source=a%26b%3Dc%23d', { source: 'a&b=c#d' }],
  ['?utm_source=&gclid=', undefined],
  ['?to=https%3A%2F%2Fx.example%2F%3Futm_source%3Dx%26gclid%3D1', undefined],
] as [string, object | undefined][])('reads %s', async (rest, expected) => {
  await open(SHOP + rest);
  expect(campaign()).toEqual(expected);
});

test.each([
  ['of the same host', 'https://www.shop.example/home', false],
  ['under the cookie’s domain', 'https://pay.shop.example/home', false],
  ['the domain itself', 'https://shop.example/', false],
  ['on another port', 'https://www.shop.example:8443/', false],
  ['another site', 'https://news.example/', true],
  ['a host that ends like it', 'https://eshop.example/', true],
  ['an app', 'android-app://com.google.android.gm/', true],
  ['none', '', true],
])('a page with parameters whose referrer is %s', async (_, referrer, begins) => {
  await open(`${SHOP}?utm_source=news`);
  await open(`${SHOP}?utm_source=banner&gclid=2`, referrer);
  expect(campaign()).toEqual(begins ? { source: 'banner', gclid: '2' } : { source: 'news' });
  await open(`${SHOP}cart`, 'https://other.example/');
  expect(campaign()).toEqual(begins ? { source: 'banner', gclid: '2' } : { source: 'news' });
});

test('a host of its own is left for another where the cookie is the host’s alone', async () => {
  await open(`${SHOP}?utm_source=banner`, 'https://pay.shop.example/', { cookieDomain: '' });
  expect(campaign()).toEqual({ source: 'banner' });
});

test('no campaign is too long for the cookie, and the session holds', async () => {
  const many = Array.from({ length: 20 }, (_, n) => `utm_x${n}=${'x'.repeat(400)}`).join('&');
  await open(`${SHOP}?utm_source=news&${many}`);
  const { value } = cookies.get('tgp_session shop.example')!;
  expect(value).toMatch(/#&utm_source=news&utm_x0=x{400}&/);
  expect(value.length).toBeLessThan(3200);
  await open(`${SHOP}cart`);
  expect(last().fields.context.sessionStart).toBeUndefined();
});

const kept = () => JSON.stringify([...cookies.values(), ...Object.entries(localStorage), beacons]);

test.each(['denied', 'pending'] as const)(
  'with ads %s it leaves in no parameter and is stored nowhere',
  async ads => {
    const tgp = await open(`${SHOP}?gclid=CLICK123&a=b`, '', { consent: { ads } });
    tgp('track', 'a', { href: document.URL, deep: { list: [`/in?to=${encodeURIComponent(document.URL)}`] } });
    tgp('set', { landing: document.URL });
    tgp('track', 'b');
    await open(`${SHOP}next`, `${SHOP}?GCLID=CLICK123`, { consent: { ads } });
    expect(kept()).not.toContain('CLICK123');
  },
);

test.each(['denied', 'pending'] as const)(
  'once ads are %s it is stored nowhere, also where no event follows, and it comes back',
  async ads => {
    const tgp = await open(`${SHOP}?utm_source=news&gclid=CLICK123`);
    await settled();
    const stored = () => JSON.stringify([...cookies.values(), ...Object.entries(localStorage)]);
    expect(stored()).toContain('CLICK123');
    tgp('consent', { ads });
    expect(stored()).not.toContain('CLICK123');
    expect(stored()).toContain('utm_source=news');
    tgp('consent', { ads: 'granted' });
    tgp('track', 'a');
    expect(campaign()).toEqual({ source: 'news', gclid: 'CLICK123' });
  },
);

test('what could not be sent before that goes without it', async () => {
  offline();
  const tgp = await open(`${SHOP}?utm_source=news&utm_id=7&gclid=CLICK123&a=b#gclid=CLICK123`);
  tgp('track', 'a', { link: `/in?to=${encodeURIComponent(document.URL)}`, gclid: 'the page’s own' });
  await failImages();
  expect(entries()).toHaveLength(2);
  tgp('consent', { ads: 'denied' });
  answering(200);
  beacons.length = 0;
  dispatchEvent(new Event('online'));
  await settled();
  expect(beacons).toHaveLength(2);
  expect(kept()).not.toContain('CLICK123');
  for (const { fields } of beacons) {
    expect(fields.context.campaign).toEqual({ source: 'news' });
    expect(fields.context.page.search).toBe('?utm_source=news&utm_id=7&a=b');
  }
  expect(beacons.find(({ fields }) => fields.event)!.fields.properties).toMatchObject({
    link: '/in?to=https%3A%2F%2Fwww.shop.example%2F%3Futm_source%3Dnews%26utm_id%3D7%26a%3Db',
    gclid: 'the page’s own',
  });
});

test.each([
  ['%2Fs%3Fgclid%3DCLICK123%26q%3Dm%E4nner', '%2Fs%3Fq%3Dm%C3%A4nner'],
  ['%2Fs%3Fq%3D%E4%26token%3DCLICK123', '%2Fs%3Fq%3D%C3%A4'],
  ['%2Fs%3Fgclid%3DCLICK123%E0%A4%A', '%2Fs'],
  ['%2Fs%3Fgclid%3DCLICK123%26q%3D100%', '%2Fs%3Fq%3D100%25'],
  ['%2Fs%3Femail%3Dm%E4x%2540x.example%26gclid%3DCLICK123', '%2Fs'],
])('in an address that is no UTF-8 (%s) it is found too', async (to, rest) => {
  await open(`${SHOP}?to=${to}`, '', { consent: { ads: 'denied' } });
  expect(last().fields.context.page.search).toBe(`?to=${rest}`);
});

test('what is no UTF-8 stays as it is where nothing is cut', async () => {
  await open(`${SHOP}?to=%2Fs%3Fq%3Dm%E4nner%26b%3D100%`, '', { consent: { ads: 'denied' } });
  expect(last().fields.context.page.search).toBe('?to=%2Fs%3Fq%3Dm%E4nner%26b%3D100%');
});

test.each([
  ['?gclid=CLICK123', ''],
  ['?gclid=CLICK123&a=b', '?a=b'],
  ['?a=b&gclid=CLICK123', '?a=b'],
  ['?a=b&gclid=CLICK123&c=d', '?a=b&c=d'],
  ['?gclid=CLICK123&gbraid=X&utm_source=s', '?utm_source=s'],
  ['?a=b&amp;gclid=CLICK123', '?a=b'],
  ['?gclid=CLICK123;CLICK123&text=really?', '?text=really?'],
  ['?a=?&gclid=CLICK%26123&b=%3F', '?a=?&b=%3F'],
  ['?a=%2F%3Fgclid%3DCLICK123%26b%3D1&c=d', '?a=%2F%3Fb%3D1&c=d'],
  ['?icid=5&gclid=CLICK123', '?icid=5'],
  ['?gclid=CLICK123;a=b', '?a=b'],
  ['?a=b;gclid=CLICK123;c=d&e=f', '?a=b;c=d&e=f'],
  ['?gclid[]=CLICK123&gclid%5B1%5D=CLICK123&a=b', '?a=b'],
  ['?referrer=gclid%3DCLICK123&a=b', '?referrer=&a=b'],
  ['?referrer=utm_source%3Ds%26gclid%3DCLICK123', '?referrer=utm_source%3Ds'],
  ['?referrer=gclid%253DCLICK123%2526a%253Db', '?referrer=a%253Db'],
  ['?referrer=gclid%3DCLICK123%3Ba%3Db', '?referrer=a%3Db'],
  ['?url=https%3A%2F%2Fx.example%2F%3Fgclid%3DCLICK123', '?url=https%3A%2F%2Fx.example%2F'],
])('%s becomes %s', async (query, rest) => {
  await open(SHOP + query, SHOP + query, { consent: { ads: 'denied' } });
  const { context, properties } = last().fields;
  for (const page of [context.page, properties])
    expect(page).toMatchObject({ url: SHOP + rest, referrer: SHOP + rest });
  expect(context.page.search ?? '').toBe(rest);
});

test('it comes back if consent does in the same page', async () => {
  const tgp = await open(`${SHOP}?gclid=CLICK123`, '', { consent: { ads: 'denied' } });
  expect(campaign()).toBeUndefined();
  tgp('consent', { ads: 'granted' });
  tgp('track', 'a');
  expect(campaign()).toEqual({ gclid: 'CLICK123' });
  expect(last().fields.context.page.search).toBe('?gclid=CLICK123');
});

test('nothing of a click id gets out of any URL while ads are denied', async () => {
  const tgp = await start({ consent: { ads: 'denied' } });
  const text = fc.string({ minLength: 1, maxLength: 8 }).map(encodeURIComponent);
  const pair = fc.tuple(fc.oneof(text, fc.constantFrom(...CLICK_IDS, 'utm_source')), text);
  const nest = fc.nat({ max: 2 });
  fc.assert(
    fc.property(
      fc.array(pair, { maxLength: 4 }),
      fc.constantFrom(...CLICK_IDS),
      fc.array(pair, { maxLength: 4 }),
      nest,
      (before, name, after, depth) => {
        const pairs = [...before, [name, 'CLICK123'], ...after].map(each => each.join('='));
        let url = `${SHOP}?${pairs.join('&')}`;
        for (let level = 0; level < depth; level++) url = `${SHOP}?to=${encodeURIComponent(url)}`;
        tgp('track', 'a', { url });
        expect(last().url).not.toContain('CLICK123');
        if (!depth) {
          const isId = ([key]: string[]) => CLICK_IDS.some(id => id.toLowerCase() === key!.toLowerCase());
          const rest = [...before, ...after].filter(each => !isId(each)).map(each => each.join('='));
          expect(last().fields.properties.url).toBe(SHOP + (rest.length ? `?${rest.join('&')}` : ''));
        }
      },
    ),
    { seed: 13, numRuns: 200 },
  );
});
