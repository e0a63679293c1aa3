import { describe, expect, test } from 'vitest';
import { installCode, type Pixel, type PlatformName } from '../../src/install/index.ts';
import { LEAD, PAGE, PURCHASE, SETTINGS } from './support/examples.ts';
import { compileGtm, onlyScript } from './support/run.ts';
import { viewPage } from './support/viewPage.ts';

/** The scripts of a platform's two codes, as the page runs them. */
const SCRIPTS: { [platform in PlatformName]?: (pixel: Pixel) => [base: string, event: string] } = {
  javascript: pixel => html('javascript', pixel),
  webflow: pixel => html('webflow', pixel),
  wix: pixel => html('wix', pixel),
  squarespace: pixel => html('squarespace', pixel),
  gtm: pixel => {
    const [base, event] = html('gtm', pixel);
    return [base, compileGtm(event, ['order_total', 'product_sku'])];
  },
  'gtm-container': pixel => {
    const { tag } = JSON.parse(installCode('gtm-container', pixel, SETTINGS).event_code).containerVersion;
    const [base, event] = tag.map(({ parameter }: { parameter: { key: string; value: string }[] }) =>
      onlyScript(parameter.find(({ key }) => key === 'html')!.value),
    );
    return [base, compileGtm(event, ['order_total', 'product_sku'])];
  },
  tealium: pixel => {
    const { base_code, event_code } = installCode('tealium', pixel, SETTINGS);
    const data = { tealium_event: pixel.config.conversion_type, order_id: 'A-1', order_total: '5' };
    return [base_code, `(function (a, b) {${event_code}})('view', ${JSON.stringify(data)});`];
  },
  'tealium-container': pixel => {
    const { event_code } = installCode('tealium-container', pixel, SETTINGS);
    const code = event_code.replace(/##UT(GEN|EXTEND)##/g, '');
    const send = `sender["##UTID##"].send("view", ${JSON.stringify({ tealium_event: pixel.config.conversion_type, order_id: 'A-1' })});`;
    return [
      `var sender = {}, utag = { o: { "##UTLOADERID##": { sender: sender, loader: { LOAD: function () {} } } } };`,
      `${code}\n${send}`,
    ];
  },
};

function html(platform: PlatformName, pixel: Pixel): [string, string] {
  const { base_code, event_code } = installCode(platform, pixel, SETTINGS);
  return [onlyScript(base_code), onlyScript(event_code)];
}

/** Other scripts' globals of our name: Telegram's, one with a queue, one that is called, and elements of that name. */
const FOREIGN: [string, string][] = [
  ["Telegram's", 'var tgp = function () { tgp.calls.push(arguments); }; tgp.calls = []; tgp.queue = [];'],
  ['one that throws', 'var tgp = function () { throw new Error("called"); };'],
  [
    'one with our words in it',
    'var tgp = function () { tgp.calls.push(arguments); }; tgp.calls = []; tgp.queue = [["init", "x", {autoPage: true}]]; tgp.tgp = "yes";',
  ],
  ['an object', 'var tgp = { calls: [], init: function () {} };'],
  ['an element with a field of that name', 'var tgp = { nodeType: 1, tgp: { nodeType: 1 } };'],
];

describe.each(Object.keys(SCRIPTS) as PlatformName[])('%s', platform => {
  describe.each(FOREIGN)('leaves %s alone', (_, foreign) => {
    test.each([PURCHASE, LEAD, PAGE])('that was there before: $name', pixel => {
      const page = viewPage();
      page.run(foreign);
      const before = page.run('JSON.stringify(tgp)');
      for (const code of SCRIPTS[platform]!(pixel)) page.run(code);
      page.load();
      expect(page.run('JSON.stringify(tgp)')).toBe(before);
      expect(page.run('(tgp.calls || []).length')).toBe(0);
      expect(page.run('tgp.view || tgp.sent')).toBeUndefined();
    });

    test.each([PURCHASE, LEAD, PAGE])('that came after the base code: $name', pixel => {
      const page = viewPage();
      const [base, event] = SCRIPTS[platform]!(pixel);
      page.run(base);
      page.run(foreign);
      page.run(event);
      page.load();
      expect(page.run('(tgp.calls || []).length')).toBe(0);
    });

    test.each([PURCHASE, LEAD, PAGE])('that came last: $name', pixel => {
      const page = viewPage();
      for (const code of SCRIPTS[platform]!(pixel)) page.run(code);
      page.run(foreign);
      page.load();
      expect(page.run('(tgp.calls || []).length')).toBe(0);
    });
  });
});
