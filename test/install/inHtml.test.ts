import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { installCode, type Pixel, type PlatformName } from '../../src/install/index.ts';
import { LEAD, PAGE, PURCHASE, SETTINGS } from './support/examples.ts';
import { pageScripts, SCRIPTED } from './support/pageScripts.ts';
import { beside, phpTest, runPhp } from './support/php.ts';

const of = (pixel: Pixel, id: string, conversion_type: string): Pixel => ({
  ...pixel,
  id,
  config: { ...pixel.config, conversion_type },
});

/** A pixel for each place of a shop, and of each type. */
const PIXELS: [string, Pixel][] = [
  ['a page view', PAGE],
  ['a purchase', PURCHASE],
  ['a check-out', of(LEAD, 'pix_checkout', 'begin_checkout')],
  ['an addition to the cart', of(PURCHASE, 'pix_cart', 'add_to_cart')],
  ['anything else', LEAD],
];

/** These run as they are written, and no page's HTML has them. */
const OTHER_SCRIPTS: PlatformName[] = ['npm', 'tealium-api'];

describe.each(PIXELS)('the scripts of %s', (_, pixel) => {
  // What makes HTML of a page takes the first `<` for a tag's, up to the next `>`, and ends at `]]>` what it holds for XML.
  test.each(SCRIPTED)('hold nothing that HTML or XML begins with: %s', platform => {
    for (const autoPage of [undefined, true, 'spa']) {
      const settings = { ...SETTINGS, ...(autoPage && { options: { autoPage } }) };
      const { base, event } = pageScripts(platform, pixel, settings);
      for (const script of [base, event]) expect(script).not.toMatch(/<|\]\]>/);
    }
  });

  test.each(OTHER_SCRIPTS)('hold none either: %s', platform => {
    const { base_code, event_code } = installCode(platform, pixel, SETTINGS);
    for (const script of [base_code, event_code]) expect(script).not.toMatch(/<|\]\]>/);
  });
});

const WORDPRESS = process.env.TGP_WORDPRESS ?? '/usr/share/wordpress';
const FORMATTING = `${WORDPRESS}/wp-includes/formatting.php`;
const hasWordPress = existsSync(FORMATTING);
if (!hasWordPress) {
  process.stderr.write(
    '\nSKIPPED: no text went through WordPress, as this machine has none. In Debian: apt-get install wordpress, or apt-get download wordpress and dpkg -x; TGP_WORDPRESS names its folder where that is not /usr/share/wordpress\n\n',
  );
}

/** A text as a block theme prints it: WordPress sets the quotes of the whole page, after the shop's own code has run. */
const texturized = (html: string): string =>
  runPhp(
    {},
    beside(import.meta.url, 'support/wptexturize.php'),
    `echo wptexturize_by(${JSON.stringify(FORMATTING)}, $given);`,
    html,
  );

describe.skipIf(!hasWordPress)('WordPress', () => {
  const around = (scripts: string) => `<div class="order">${scripts}</div><p>"Thanks" & so on</p>`;

  phpTest('sets the quotes of a text, and spoils a script that compares by <', () => {
    expect(texturized(around(''))).toContain('&#8220;Thanks&#8221;');
    expect(texturized(around('<script>for (i = 0; i < 2 && x; i++) { a > b; }</script>'))).toContain(
      '&#038;',
    );
  });

  phpTest.each(PIXELS)('leaves the scripts of %s as they are', (_, pixel) => {
    const { base_code, event_code } = installCode('javascript', pixel, SETTINGS);
    expect(texturized(around(base_code + event_code))).toContain(base_code + event_code);
    const shop = pageScripts('wordpress-plugin', pixel).event;
    expect(texturized(around(`<script>\n${shop}\n</script>`))).toContain(shop);
  });
});
