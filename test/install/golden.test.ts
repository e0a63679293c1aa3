import { expect, test } from 'vitest';
import { installCode, PLATFORMS, type PlatformName } from '../../src/install/index.ts';
import { platformOf } from '../../src/install/platforms.ts';
import { STUB_TEXT } from '../../src/install/stubText.ts';
import { LEAD, PURCHASE, SETTINGS } from './support/examples.ts';

const EXTENSIONS = { html: 'html', javascript: 'js', json: 'json', php: 'php', template: 'tpl' };

for (const platform of PLATFORMS) {
  test(`the code for ${platform} is the one that was read and approved`, async () => {
    const code = installCode(platform, example(platform), SETTINGS);
    const extension = EXTENSIONS[code.language];
    const match = async (part: string, text: string, as = extension) => {
      // The stub has a file and tests of its own.
      const body = text.replace(STUB_TEXT, 'STUB').replace(JSON.stringify(STUB_TEXT).slice(1, -1), 'STUB');
      if (body) await expect(body).toMatchFileSnapshot(`golden/${platform}.${part}.${as}`);
    };
    await match('base', code.base_code);
    await match('event', code.event_code, platform.startsWith('gtm-') ? 'json' : extension);
    // Of what is uploaded as a whole, the rest of its files.
    const parts = [code.base_code, code.event_code];
    const rest = Object.entries(code.archive ? code.files! : {}).filter(([, text]) => !parts.includes(text));
    if (rest.length)
      await match('files', rest.map(([name, text]) => `== ${name}\n${text}`).join('\n'), 'txt');
    await match(
      'notes',
      [
        ...code.required_variables.map(({ name, from }) => `${name}: ${from}\n`),
        ...code.notes.map((note, index) => `${index + 1}. ${note}\n`),
      ].join(''),
      'txt',
    );
  });
}

/** The sale, except where there are no variables. */
const example = (platform: PlatformName) => (platformOf(platform).variables === 'none' ? LEAD : PURCHASE);
