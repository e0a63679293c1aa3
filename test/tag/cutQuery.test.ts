import { expect, test } from 'vitest';
import { cutSource, cutUrl } from '../../src/protocol/cutUrl.ts';
import {
  beacons,
  FakeImage,
  images,
  KEY,
  last,
  loadScript,
  logs,
  onDocument,
  settled,
  start,
  visit,
} from './support/page.ts';

const SECRETS = 'email=jane%40x.example&reset_token=t0p';
const LANDING = `https://www.shop.example/reset?${SECRETS}&x=1#/in?access_token=s3cret&y=2`;

test('a secret or a person in an address leaves in no parameter', async () => {
  visit(LANDING);
  onDocument('referrer', { value: `https://mail.example/?${SECRETS}&z=3` });
  const tgp = await start({ autoPage: true });
  tgp('track', 'a', {
    link: `https://www.shop.example/?next=${encodeURIComponent(`/login?${SECRETS}&n=4`)}`,
  });
  expect(beacons).toHaveLength(2);
  for (const { url } of beacons)
    expect(decodeURIComponent(decodeURIComponent(url))).not.toMatch(/jane|t0p|s3cret/);
  const [view, event] = beacons.map(({ fields }) => fields);
  const page = {
    url: 'https://www.shop.example/reset?x=1#/in?y=2',
    path: '/reset',
    search: '?x=1',
    referrer: 'https://mail.example/?z=3',
  };
  expect(view.context.page).toMatchObject(page);
  expect(view.properties).toMatchObject(page);
  expect(event.properties.link).toBe('https://www.shop.example/?next=%2Flogin%3Fn%3D4');
});

test.each(['granted', 'denied'])('so it is beside click ids, with consent to ads %s', async ads => {
  visit('https://www.shop.example/?gclid=CLICK&email=jane%40x.example&x=1&fbclid=CLICK&token=t');
  await start({ autoPage: true, consent: { ads } });
  const search = ads === 'granted' ? '?gclid=CLICK&x=1&fbclid=CLICK' : '?x=1';
  expect(last().fields.context.page.search).toBe(search);
});

test('the site says which parameters are kept, and which are cut too', async () => {
  visit('https://www.shop.example/?code=SPRING&kunden.nr=7&kundenXnr=8&state=BY');
  await start({ autoPage: true, keepParameters: ['code', 'gclid'], cutParameters: ['kunden.nr'] });
  expect(last().fields.context.page.search).toBe('?code=SPRING&kundenXnr=8');
});

test.each([
  [{}, '?code=SPRING&x=1'],
  [{ keepParameters: ['state'] }, '?state=BY&x=1'],
  [{ cutParameters: [] }, '?code=SPRING&member=7&x=1'],
])('what the collector has built in is kept and cut, unless the page says %o', async (options, search) => {
  visit('https://www.shop.example/?code=SPRING&member=7&state=BY&x=1');
  const cutting = { keepParameters: ['code'], cutParameters: ['member'] };
  const tgp = await loadScript(undefined, undefined, [[], {}, undefined, cutting]);
  tgp('init', KEY, { autoPage: true, ...options });
  expect(last().fields.context.page.search).toBe(search);
});

// What a page gives in place of a list of names.
test.each([
  [{ cutParameters: 'member' }, '?x=1'],
  [{ cutParameters: 'member,x' }, ''],
  [{ keepParameters: 'code' }, '?code=SPRING&member=7&x=1'],
  [{ cutParameters: ['member', undefined, null] }, '?x=1'],
  [{ cutParameters: [/member/, 5, ['y']] }, '?member=7&x=1'],
  [{ cutParameters: { member: true } }, '?member=7&x=1'],
  [{ keepParameters: [null, 7] }, '?member=7&x=1'],
  [{ clickIds: [undefined, 5] }, '?member=7&x=1'],
])('names that are no list of texts leave nothing in: %o', async (options, search) => {
  visit('https://www.shop.example/?code=SPRING&member=7&x=1&email=jane%40x.example&gclid=CLICK');
  await start({ autoPage: true, consent: { ads: 'denied' }, ...options });
  expect(last().fields.context.page.search ?? '').toBe(search);
});

// As a page writes it, as a browser makes it, and as a form does.
test.each(['user[id]', 'ключ', 'e mail', 'a*(b)', 'p%q', 'a+b', 'x|y'])(
  'a name is the name whatever is in it: %s',
  async name => {
    const encoded = encodeURIComponent(name);
    visit(`https://www.shop.example/?${encoded}=1&x=1&y=2#/r?${encoded}=3&z=4`);
    const tgp = await start({ cutParameters: [name] });
    tgp('track', 'a', { link: `https://www.shop.example/?next=${encodeURIComponent(`/?${encoded}=5&n=6`)}` });
    const { context, properties } = last().fields;
    expect(context.page.url).toBe('https://www.shop.example/?x=1&y=2#/r?z=4');
    expect(properties.link).toBe('https://www.shop.example/?next=%2F%3Fn%3D6');
  },
);

test('what is kept is no click id where ads are denied', async () => {
  visit('https://www.shop.example/?gclid=CLICK&x=1');
  await start({ autoPage: true, keepParameters: ['gclid'], consent: { ads: 'denied' } });
  expect(last().fields.context.page.search).toBe('?x=1');
});

test('debug mode shows each that is cut', async () => {
  visit(LANDING);
  await start({ autoPage: true, debug: true });
  const said = logs.filter(([, what]) => what === 'cut').map(([, , cut]) => cut);
  for (const name of ['email', 'reset_token', 'access_token']) expect(said.join()).toContain(name);
});

test('pixels of other parties get none of it', async () => {
  visit(LANDING);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: macros are written so
  const url = 'https://ads.example/p?u=${context.page.url}&s=${properties.search}';
  const tgp = await start({ piggyback: { url } });
  tgp('page');
  await settled();
  expect(images[0]).toBeInstanceOf(FakeImage);
  expect(last().url).toBe(
    'https://ads.example/p?u=https%3A%2F%2Fwww.shop.example%2Freset%3Fx%3D1%23%2Fin%3Fy%3D2&s=%3Fx%3D1',
  );
  expect(beacons[0]!.fields.writeKey).toBe(KEY);
});

test('a text beside an address stays: names of properties are the site’s own', async () => {
  const tgp = await start();
  tgp('track', 'a', { email: 'jane@x.example', note: 'email=a', token: 'c' });
  expect(last().fields.properties).toMatchObject({
    email: 'jane@x.example',
    note: 'email=a',
    token: 'c',
  });
});

test('what is not cut stays as it is spelled', async () => {
  visit('https://www.shop.example/%c3%bc?q=%c3%bc%41+b&u=%2fa%3Fx%3d1&r=%E4&&z');
  await start({ autoPage: true });
  expect(last().fields.context.page.url).toBe(
    'https://www.shop.example/%c3%bc?q=%c3%bc%41+b&u=%2fa%3Fx%3d1&r=%E4&&z',
  );
});

test('an address that is encoded eight times is one, and without end it takes no long time', async () => {
  const encoded = (text: string, times: number): string =>
    times ? encoded(encodeURIComponent(text), times - 1) : text;
  visit(`https://www.shop.example/?next=${encoded('/?email=jane@x.example&n=1', 8)}`);
  const tgp = await start({ autoPage: true });
  expect(last().fields.context.page.search).toBe(`?next=${encoded('/?n=1', 8)}`);
  tgp('track', 'a', { link: `/?next=%${'25'.repeat(100_000)}3Femail&email=jane%40x.example` });
  expect(last().url).not.toContain('jane');
});

test.each([
  'https://www.shop.example/?user_email=a&mailing=1&authorid=2&x=3',
  'https://www.shop.example/?customer%5Bemail%5D=a&customer%5Bcity%5D=b',
  'https://www.shop.example/?CODE=1&postcode=2&zip=3&zipper=4',
  'https://www.shop.example/?q=jane%40x.example&at=@home&r=a@b',
  'https://www.shop.example/?t=eyJhbGci.eyJzdWIi.sig&u=eyJ1',
  'https://www.shop.example/?email&x=1',
  'https://www.shop.example/?next=%2Fin%3Ftoken%3Dt%26y%3D2&z=3',
  'https://www.shop.example/?x=1&amp;email=a&amp;y=2',
  'https://www.shop.example/?x=1;email=a;y=2;z',
  'https://www.shop.example/?email[]=a&code[0]=b&x[]=1',
  'https://www.shop.example/?referrer=email%3Da%26x%3D1&y=2',
  'https://www.shop.example/?q=%uD800%3Ftoken%3D1',
  'https://www.shop.example/?Ünlü=1&şifre=2&pässwörd=3&password=4',
])('what leaves an address in the page is what the collector takes out of it: %s', async address => {
  visit(address);
  await start({ autoPage: true });
  expect(last().fields.context.page.url).toBe(cutUrl(new URL(address).href, cutSource({}), () => {}));
});

// By their square these would be minutes.
test.each(['mail', '?', 'a;', 'a=', 'ü ', '%3D'])(
  'a text without an end takes no longer than it is: %s',
  async unit => {
    const tgp = await start();
    tgp('track', 'a', { url: `/?email=a%40b.example#${unit.repeat(100_000 / unit.length)}` });
    expect(last().url).not.toContain('b.example');
  },
);
