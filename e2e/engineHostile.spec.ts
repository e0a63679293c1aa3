import { expect, test } from './support/engineTest.ts';
import { CALL, callOf, html, PAGES, STORED } from './support/hostilePages.ts';

// The pages of hostilePage.spec.ts in whatever engine.

test.setTimeout(180_000);

const parts = Object.entries(PAGES);
for (const half of [parts.slice(0, parts.length / 2), parts.slice(parts.length / 2)])
  test(`all is stored on pages with ${half[0]![0]} to ${half.at(-1)![0]}`, async ({
    tab,
    site,
    expectBeacons,
  }) => {
    for (const [at, [what, before]] of half.entries())
      await test.step(what, async () => {
        site.pages.set(`/${at}.html`, html(before, { call: callOf(before) }));
        const action = async () => {
          await tab.goto(`${site.origin}/${at}.html`);
          // WebKit's driver makes a promise of the page's for each script.
          const isMended = () => tab.run<boolean>('return true').catch(() => false);
          if (before.includes('window.kept')) await expect.poll(isMended).toBe(true);
        };
        await expectBeacons({ action, expected: STORED });
      });
  });

test('elements named like any property of the document', async ({ tab, site, expectBeacons }) => {
  await tab.goto(`${site.origin}/plain.html`);
  const names = await tab.run<string[]>(
    'return [...new Set([Document.prototype, Node.prototype, EventTarget.prototype].flatMap(Object.getOwnPropertyNames))]',
  );
  expect(names.length).toBeGreaterThan(200);
  const kinds: ((name: string) => string)[] = [
    name => `<img name="${name}" alt="" data-src="http://other.example/">`,
    name => `<form name="${name}"><input name="src"></form>`,
  ];
  for (const [at, kind] of kinds.entries()) {
    site.pages.set(`/names${at}.html`, html(names.map(kind).join(''), { call: `document.title; ${CALL}` }));
    await expectBeacons({
      action: () => tab.goto(`${site.origin}/names${at}.html`),
      expected: [
        { type: 'page', context: { page: { path: `/names${at}.html`, title: 'Shop' } } },
        STORED[1]!,
      ],
    });
  }
});
