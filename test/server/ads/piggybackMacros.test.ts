import { describe, expect, it } from 'vitest';
import { warnOfUnfired } from '../../../src/server/ads/warnOfUnfired.ts';
import { tagConfig } from '../../../src/server/served/tagConfig.ts';
import { fired, get, isGif } from '../../support/ads.ts';
import { advertisers } from '../../support/advertising.ts';
import { storedEvents } from '../../support/collector.ts';

describe('a macro before the path of an address', () => {
  const URLS = [
    'https://${properties.other}/',
    'https://${properties.other}',
    'https://ads.${event}.example/p',
    'https://ads.example${properties.other}/p',
    'https://ads.example[ORDER_ID]/p',
    'https://[ORDER_ID].example/p',
    'https://ads.example:${properties.other}/p',
    'https://ads.example${properties.other}?a=b',
    'https://${properties.a/b}ads.example/',
    'https://ads.example${GDPR_CONSENT_755}',
    '${properties.other}://ads.example/',
  ];

  it.each(URLS)('is refused on saving: %s', async url => {
    const it = await advertisers();
    for (const pixel_type of ['img', 'js']) {
      const pixel = { name: 'P', piggyback_pixels: [{ pixel_type, url }] };
      const answer = await it.send('POST', '/pixel?advertiser_code=acme', { pixel });
      expect([answer.statusCode, answer.json().response.error]).toEqual([
        400,
        expect.stringMatching(/^piggyback_pixels\.0\.url: .*before its path/),
      ]);
    }
  });

  it.each(URLS)(
    'is not fired where it is stored, is listed at the start, and loses no event: %s',
    async url => {
      const it = await advertisers();
      const { id } = await it.make('/pixel', { name: 'Order', pixel_conversion_event_id: 7 });
      const row = (await it.store.conversionPixels.get(id))!;
      const good = 'https://partner.example/p.js';
      const list = [
        { pixel_type: 'js', url },
        { pixel_type: 'js', url: good },
      ];
      await it.store.conversionPixels.change(row, { piggyback_pixels: JSON.stringify(list) });
      const query = `id=${id}&other=evil.example&order_id=evil1&gdpr_consent=evil`;
      expect(fired((await get(it, `/px?${query}&t=1`)).body)).toEqual([`js ${good}`]);
      const tag = (await it.store.tags.get(it.writeKey))!;
      expect(await tagConfig(it.store, tag)).toContain(good);
      expect(await tagConfig(it.store, tag)).not.toContain('"https://${');
      const lines: string[] = [];
      await warnOfUnfired(it.store, { warn: (line: string) => void lines.push(line) });
      expect(lines).toEqual([
        expect.stringContaining(`pixel ${id} of "acme": a piggyback is not fired: ${url}: `),
      ]);

      const now = (await it.store.conversionPixels.get(id))!;
      await it.store.conversionPixels.change(now, {
        piggyback_pixels: JSON.stringify([{ pixel_type: 'img', url }]),
      });
      const image = await get(it, `/px?${query.replace('evil1', 'evil2')}`);
      expect([isGif(image), image.headers.location]).toEqual([true, undefined]);
      expect(await storedEvents(it)).toHaveLength(2);
    },
  );

  it.each([
    'https://partner.example/${event}',
    'https://partner.example?e=${event}&o=[ORDER_ID]',
    'https://partner.example#${event}',
    'https://partner.example/[ORDER_ID]',
    'https://[2001:db8::1]/[ORDER_ID]',
  ])('is what one behind it is not: %s', async url => {
    const it = await advertisers();
    const { id } = await it.make('/pixel', { name: 'Order', piggyback_pixels: [{ pixel_type: 'js', url }] });
    expect(fired((await get(it, `/px?id=${id}&t=1&order_id=1`)).body)).toHaveLength(1);
  });
});
