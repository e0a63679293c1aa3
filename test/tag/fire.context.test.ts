import { expect, test } from 'vitest';
import { last, start, visit } from './support/page.ts';

const canonical = (href: string) => {
  document.head.innerHTML = `<link rel="canonical" href="${href}">`;
};
const page = () => last().fields.context.page;

test('tells the page, the browser and the tag', async () => {
  visit('https://www.shop.example/a/b?q=1#part');
  (await start())('track', 'a');
  const { fields } = last();
  expect(fields.context).toMatchObject({
    library: { name: 'tgp.js', version: expect.stringMatching(/^\d+\.\d+\.\d+/) },
    page: { url: 'https://www.shop.example/a/b?q=1', path: '/a/b', search: '?q=1', title: 'Start' },
    locale: navigator.language,
    userAgent: navigator.userAgent,
    screen: { width: `${screen.width}`, height: `${screen.height}` },
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    sessionId: expect.stringMatching(/^\d{13}$/),
  });
  expect(fields.messageId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  for (const time of [fields.originalTimestamp, fields.sentAt])
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT.*\.\d{3}Z$/);
});

test.each([
  ['#part', ''],
  ['#/cart', '#/cart'],
  ['#!/cart', '#!/cart'],
])('an anchor %s stays as %j', async (anchor, left) => {
  visit(`https://www.shop.example/a${anchor}`);
  (await start())('track', 'a');
  expect(page().url).toBe(`https://www.shop.example/a${left}`);
});

test('a canonical URL of the same host counts, and is the page’s path and search too', async () => {
  canonical('https://www.shop.example/true');
  (await start())('track', 'a');
  expect(page()).toMatchObject({ url: 'https://www.shop.example/true', path: '/true', search: '' });
});

test.each(['https://other.example/true', ''])('the canonical URL %j does not count', async href => {
  canonical(href);
  (await start())('track', 'a');
  expect(page()).toMatchObject({ url: 'https://www.shop.example/start?x=1', path: '/start' });
});

test('a canonical URL does not speak for a later view', async () => {
  canonical('https://www.shop.example/true');
  const tgp = await start();
  history.pushState({}, '', '/next');
  tgp('track', 'a');
  expect(page().path).toBe('/next');
});
