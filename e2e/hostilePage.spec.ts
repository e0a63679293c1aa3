import { javascript } from '../src/install/javascript.ts';
import { expect, test } from './support/fixtures.ts';

test('an image called currentScript takes no event to its host', async ({ page, site, tag, collector }) => {
  const settings = { writeKey: tag.write_key, scriptUrl: `${collector.url}/tgp.js` };
  site.rawPages.set(
    '/image',
    `<!doctype html><img name="currentScript" src="${site.crossOrigin}/x.png">${javascript(settings)}`,
  );
  const strays: string[] = [];
  page.on('request', request => {
    if (/writeKey=/.test(request.url()) && !request.url().startsWith(collector.url))
      strays.push(request.url());
  });
  const stream = await collector.stream(tag.write_key);
  const stored = stream.next();
  await page.goto(`${site.origin}/image`);
  expect((await stored).type).toBe('page');
  stream.close();
  expect(strays).toEqual([]);
});
