import { expect, test, vi } from 'vitest';
import { cookies, KEY, last, loadScript, settled, start, visit } from './support/page.ts';

const LANDING =
  'https://www.shop.example/?utm_campaign=spring%20sale&utm_source=news&utm_medium=&gclid=click+1&ref=x#top';
/** What is kept of the visit: events on their way have the address of their page, as it is sent. */
const stored = () =>
  [...cookies.values()].map(({ value }) => decodeURIComponent(value)).join() +
  JSON.stringify(Object.entries(localStorage).filter(([name]) => !name.startsWith('tgp_out')));

test('reads utm parameters and click ids of the landing', async () => {
  visit(LANDING);
  (await start())('track', 'a');
  expect(last().fields.context.campaign).toEqual({ name: 'spring sale', source: 'news', gclid: 'click 1' });
});

test.each(
  'gclid dclid fbclid msclkid ttclid tgclid twclid yclid gbraid wbraid li_fat_id epik rdt_cid ScCid'.split(
    ' ',
  ),
)('knows the click id %s', async name => {
  visit(`https://www.shop.example/?${name}=1`);
  (await start())('track', 'a');
  expect(last().fields.context.campaign).toEqual({ [name]: '1' });
});

test('keeps them for the session, on pages without any and without localStorage', async () => {
  visit(LANDING);
  (await start())('track', 'a');
  Reflect.deleteProperty(globalThis, 'tgp');
  localStorage.clear();
  visit('https://www.shop.example/cart');
  (await start())('track', 'b');
  expect(last().fields.context.campaign).toEqual({ name: 'spring sale', source: 'news', gclid: 'click 1' });
  Reflect.deleteProperty(globalThis, 'tgp');
  visit('https://www.shop.example/?utm_source=other');
  (await start())('track', 'c');
  expect(last().fields.context.campaign).toEqual({ source: 'other' });
});

test('the next session starts without', async () => {
  visit(LANDING);
  (await start())('track', 'a');
  Reflect.deleteProperty(globalThis, 'tgp');
  visit('https://www.shop.example/');
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31 * 60_000 });
  (await start())('track', 'b');
  expect(last().fields.context.campaign).toBeUndefined();
});

test.each(['denied', 'pending'] as const)('with ads %s, click ids are neither sent nor stored', async ads => {
  visit(LANDING);
  const tgp = await start({ consent: { ads } });
  tgp('track', 'a');
  expect(last().fields.context.campaign).toEqual({ name: 'spring sale', source: 'news' });
  expect(stored()).not.toContain('click');
  expect(stored()).toContain('news');
});

test('a later consent to ads lets the click id of the landing through', async () => {
  visit(LANDING);
  const tgp = await start({ consent: { ads: 'pending' } });
  tgp('track', 'a');
  visit('https://www.shop.example/next');
  tgp('consent', 'granted');
  tgp('track', 'b');
  expect(last().fields.context.campaign).toEqual({ name: 'spring sale', source: 'news', gclid: 'click 1' });
});

test('a later denial of ads takes stored click ids away', async () => {
  visit(LANDING);
  (await start())('track', 'a');
  expect(stored()).toContain('click');
  Reflect.deleteProperty(globalThis, 'tgp');
  visit('https://www.shop.example/cart');
  const tgp = await loadScript();
  tgp('consent', { ads: 'denied' });
  tgp('init', KEY);
  tgp('track', 'b');
  expect(last().fields.context.campaign).toEqual({ name: 'spring sale', source: 'news' });
  expect(stored()).not.toContain('click');
});

test('a landing in another tab is the one that counts, also for events of this one', async () => {
  visit(LANDING);
  const tgp = await start({ consent: { ads: 'denied' } });
  tgp('track', 'a');
  // The other tab shares what is stored.
  const later = 'utm_source%3Dads%26gclid%3Dclick'.replace(/%3D/g, '=').replace(/%26/g, '&');
  const session = cookies.get('tgp_session shop.example')!;
  session.value = session.value.replace(/[^#]*$/, `&${later}`);
  localStorage.tgp_session = session.value;
  await settled();
  tgp('consent', 'granted');
  tgp('track', 'b');
  expect(last().fields.context.campaign).toEqual({ source: 'ads', gclid: 'click' });
});

test('a session that begins in the same page has nothing of the one before', async () => {
  visit(LANDING);
  const tgp = await start();
  tgp('track', 'a');
  visit('https://www.shop.example/next');
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31 * 60_000 });
  tgp('track', 'b');
  expect(last().fields.context).toMatchObject({ sessionStart: 'true' });
  expect(last().fields.context.campaign).toBeUndefined();
  tgp('reset');
  tgp('track', 'c');
  expect(last().fields.context.campaign).toBeUndefined();
});

test('an address that a page gives itself leads nobody to the site', async () => {
  visit(LANDING);
  const tgp = await start();
  tgp('page');
  visit('https://www.shop.example/b?utm_source=banner');
  tgp('page');
  expect(last().fields.context.campaign).toMatchObject({ source: 'news', gclid: 'click 1' });
});

test('cuts values longer than a cookie can take', async () => {
  visit(`https://www.shop.example/?utm_source=${'x'.repeat(3000)}`);
  (await start())('track', 'a');
  expect(last().fields.context.campaign.source).toHaveLength(500);
});

test('takes utm_ off names, not out of values', async () => {
  visit(
    'https://www.shop.example/?utm_source=utm_x&utm_content=utm_campaign&utm_campaign=c&utm_campaign_id=7',
  );
  (await start())('track', 'a');
  expect(last().fields.context.campaign).toEqual({
    source: 'utm_x',
    content: 'utm_campaign',
    name: 'c',
    campaign_id: '7',
  });
});

test('a broken escape is no exception', async () => {
  visit('https://www.shop.example/?utm_source=%E0%A4%A&utm_term=ok');
  (await start())('track', 'a');
  expect(last().fields.context.campaign.term).toBe('ok');
});
