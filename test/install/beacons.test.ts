import { describe, expect, test } from 'vitest';
import { installCode, type Pixel } from '../../src/install/index.ts';
import { PURCHASE, SETTINGS } from './support/examples.ts';
import { expandAmp } from './support/expandAmp.ts';
import { forAll } from './support/forAll.ts';
import { expectedBeacon, readBeacon } from './support/readBeacon.ts';
import type { Values } from './support/values.ts';

/** The one `src` of an HTML text, as a browser reads it. */
function srcOf(html: string): string {
  const found = [...html.matchAll(/<img src="([^"<>]*)"/g)];
  expect(found).toHaveLength(1);
  expect(html.match(/</g)).toHaveLength(html.startsWith('<noscript>') ? 3 : 1);
  expect(found[0]![1]).not.toMatch(/&(?!#\d+;)/);
  return found[0]![1]!.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
}

describe.each(['noscript', 'email'] as const)('%s', platform => {
  test('is one image whose URL carries the event', () =>
    forAll('none', pixel => {
      const { beacon, anonymousId } = readBeacon(srcOf(installCode(platform, pixel, SETTINGS).event_code));
      expect(beacon).toEqual(expectedBeacon(pixel, {}));
      expect(anonymousId).toBe(platform === 'email' ? 'RECIPIENT_ID' : 'noscript');
    }));

  test('refuses a variable with the reason', () => {
    expect(() => installCode(platform, PURCHASE, SETTINGS)).toThrow(
      `order_total can't be read: on ${platform} no script runs`,
    );
  });
});

test('amp: sends the event, with no name of AMP in the fixed values', () =>
  forAll('amp', (pixel, values) => {
    // AMP knows texts alone, and has an empty one where there is none.
    const texts = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        /^[a-z0-9 .]*$/.test(`${value}`) ? `${value ?? ''}` : 'x1',
      ]),
    );
    const { event_code } = installCode('amp', pixel, SETTINGS);
    const json =
      /^<amp-analytics>\n<script type="application\/json">\n([^<]*)\n<\/script>\n<\/amp-analytics>$/.exec(
        event_code,
      )![1]!;
    const config = JSON.parse(json);
    expect(Object.keys(config.vars ?? {}).sort()).toEqual(Object.keys(texts).sort());
    const url = expandAmp(config.requests.event, texts);
    const isPage = pixel.config.type === 'pageview';
    const { beacon, anonymousId, context } = readBeacon(
      url,
      isPage ? ['url', 'path', 'referrer', 'title'] : [],
    );
    const expected = expectedBeacon(pixel, texts) as unknown as { properties?: Values };
    expect(beacon).toEqual(withTexts(expected, pixel, texts));
    expect(anonymousId).toBe('amp-1');
    expect(context.page).toMatchObject({ url: 'https://shop.example/a', title: 'A (title) &' });
  }));

/** On AMP, revenue that is no number stays the text it is, and an empty text is sent: the collector takes it for none. */
function withTexts<Beacon extends { properties?: Values }>(
  beacon: Beacon,
  { config }: Pixel,
  texts: Values,
): Beacon {
  const { revenue, currency, properties: others = [] } = config;
  const own = { revenue, currency };
  for (const [key, value] of [...others.map(each => [each.key, each] as const), ...Object.entries(own)]) {
    if (value?.source !== 'variable') continue;
    beacon.properties ??= Object.create(null) as Values;
    if (key === 'revenue' || texts[value.value] === '') beacon.properties[key] = texts[value.value];
  }
  return beacon;
}
