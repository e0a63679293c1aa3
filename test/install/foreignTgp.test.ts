import { describe, expect, test } from 'vitest';
import { installCode } from '../../src/install/index.ts';
import { LEAD, PAGE, PURCHASE, SETTINGS } from './support/examples.ts';
import { sandbox } from './support/gtmTemplate.ts';
import { pageScripts, SCRIPTED } from './support/pageScripts.ts';
import { viewPage } from './support/viewPage.ts';

/** As Telegram's pixel is: a function with a queue, in which its own calls wait for its script. */
const TELEGRAM = `var tgp = window.tgp = function () {
    tgp.run ? tgp.run.apply(tgp, arguments) : tgp.queue.push(arguments);
  };
  tgp.queue = [];
  tgp("init", "Po51OyTr");
  tgp("track", "PageView");
  tgp.calls = [];`;

/** Other scripts' globals of our name: Telegram's, one with a queue, one that is called, and elements of that name. */
const FOREIGN: [string, string][] = [
  ["Telegram's, whose script has not come", TELEGRAM],
  ["Telegram's, whose script has come", `${TELEGRAM} tgp.run = tgp.calls.push.bind(tgp.calls);`],
  [
    'one with a queue',
    'var tgp = function () { tgp.calls.push(arguments); }; tgp.calls = []; tgp.queue = [];',
  ],
  ['one that throws', 'var tgp = function () { throw new Error("called"); };'],
  [
    'one with our words in it',
    'var tgp = function () { tgp.calls.push(arguments); }; tgp.calls = []; tgp.queue = [["init", "x", {autoPage: true}]]; tgp.tgp = "yes";',
  ],
  ['an object', 'var tgp = { calls: [], init: function () {} };'],
  ['an element with a field of that name', 'var tgp = { nodeType: 1, tgp: { nodeType: 1 } };'],
];

/** The global with what it has on it, its queue above all. */
const WHOLE = 'JSON.stringify([typeof tgp, Object.keys(tgp), tgp.queue, tgp.calls, tgp])';

describe.each(SCRIPTED)('%s', platform => {
  describe.each(FOREIGN)('leaves %s alone', (_, foreign) => {
    test.each([PURCHASE, LEAD, PAGE])('that was there before: $name', pixel => {
      const page = viewPage();
      page.run(foreign);
      const before = page.run(WHOLE);
      const { base, event } = pageScripts(platform, pixel);
      page.run(base);
      page.run(event);
      page.load();
      expect(page.run(WHOLE)).toBe(before);
      expect(page.run('(tgp.calls || []).length')).toBe(0);
      expect(page.run('tgp.view || tgp.sent')).toBeUndefined();
    });

    test.each([PURCHASE, LEAD, PAGE])('that came after the base code: $name', pixel => {
      const page = viewPage();
      const { base, event } = pageScripts(platform, pixel);
      page.run(base);
      page.run(foreign);
      const before = page.run(WHOLE);
      page.run(event);
      page.load();
      expect(page.run(WHOLE)).toBe(before);
      expect(page.run('(tgp.calls || []).length')).toBe(0);
    });

    test.each([PURCHASE, LEAD, PAGE])('that came last: $name', pixel => {
      const page = viewPage();
      const { base, event } = pageScripts(platform, pixel);
      page.run(base);
      page.run(event);
      page.run(foreign);
      const before = page.run(WHOLE);
      page.load();
      expect(page.run(WHOLE)).toBe(before);
      expect(page.run('(tgp.calls || []).length')).toBe(0);
    });
  });
});

test.each([undefined, null, 'yes', true, 2, {}])(
  'a tag of Tag Manager’s template leaves one marked %j alone',
  mark => {
    for (const pixel of [PURCHASE, LEAD, PAGE]) {
      // In a field of a tag, braces are a variable.
      const { config } = pixel;
      const { base_code, event_code } = installCode(
        'gtm-template',
        { ...pixel, config: { ...config, properties: [] } },
        SETTINGS,
      );
      const { run, calls, used } = sandbox(base_code, { mark, script: 'loads' });
      expect(run(JSON.parse(event_code))).toEqual(['failure']);
      expect(calls).toEqual([]);
      expect([...used]).not.toContain('write tgp.views');
    }
  },
);
