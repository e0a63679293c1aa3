import { describe, expect, test } from 'vitest';
import { installCode, PLATFORMS } from '../../src/install/index.ts';
import { platformOf } from '../../src/install/platforms.ts';
import { LEAD, PAGE, PURCHASE, SETTINGS } from './support/examples.ts';

const ROOT = 'https://collect.example.com';
const OWN = { ...SETTINGS, scriptUrl: `${ROOT}/garden/${SETTINGS.writeKey}.js` };
const example = (platform: (typeof PLATFORMS)[number]) =>
  platformOf(platform).variables === 'none' ? LEAD : PURCHASE;
/** All that is pasted. */
const codeOf = (platform: (typeof PLATFORMS)[number], pixel: typeof PAGE, settings = OWN) => {
  const { base_code, event_code } = installCode(platform, pixel, settings);
  return `${base_code}\n${event_code}`;
};

describe('the code for a tag with a path of its own', () => {
  // The client of a server container takes the beacons of any tag, by RudderStack's names, and gives them on by the same.
  const OF_A_TAG = PLATFORMS.filter(platform => platform !== 'gtm-server');

  test.each(OF_A_TAG)('loads the script and sends by that path: %s', platform => {
    for (const pixel of [example(platform), PAGE]) {
      const code = codeOf(platform, pixel);
      expect(code).not.toMatch(/pixel\/v1|\/tgp\.js/);
      if (code.includes(ROOT)) expect(code).toMatch(/garden/);
    }
  });

  test.each(['noscript', 'email', 'amp', 'shopify'] as const)(
    'sends beacons by short names: %s',
    platform => {
      expect(codeOf(platform, example(platform))).toContain(`${ROOT}/garden/e`);
      expect(codeOf(platform, PAGE)).toContain(`${ROOT}/garden/v`);
    },
  );

  test.each(['noscript', 'email', 'amp'] as const)('has the write key first: %s', platform => {
    for (const settings of [OWN, SETTINGS]) {
      for (const pixel of [example(platform), PAGE]) {
        const [, first] = /https:\/\/collect[^"?]*\?([^"&\\]*)/.exec(codeOf(platform, pixel, settings))!;
        expect(first).toBe(`writeKey=${SETTINGS.writeKey}`);
      }
    }
  });

  test('tells the package of it', () => {
    expect(codeOf('npm', PAGE)).toContain(`"endpoint":"${ROOT}","path":"garden"}`);
    expect(codeOf('npm', PAGE, SETTINGS)).not.toContain('"path"');
    expect(installCode('npm', PAGE, OWN).notes.join(' ')).toContain(`npm install ${ROOT}/tgp.tgz`);
  });

  test('has RudderStack’s names where the settings name an endpoint', () => {
    const settings = { ...OWN, endpoint: 'https://rudder.example' };
    expect(codeOf('noscript', PAGE, settings)).toContain('https://rudder.example/pixel/v1/page?');
    expect(codeOf('npm', PAGE, settings)).not.toContain('"path"');
  });
});
