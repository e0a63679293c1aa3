import { Collector } from './support/collector.ts';
import { makeFirstUser } from './support/consoleTest.ts';
import { expectAccessible } from './support/expectAccessible.ts';
import { test as base, expect } from './support/fixtures.ts';
import { neverErased } from './support/neverErased.ts';

/** A collector as it is right after it was cloned. */
const test = base.extend<{ own: Collector }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture asks for from its first argument
  own: async ({}, use) => {
    const own = await Collector.startPlain();
    await use(own);
    await own.discard();
  },
});

test('opens on something to see, which a click takes away for good', async ({ page, own }) => {
  // Two starts, and two pages tried in all schemes and sizes.
  test.slow();
  const demo = page.getByRole('complementary', { name: 'Demo' });
  const isMadeUp = async () => (await own.call<{ made_up: boolean }>('GET', '/demo')).made_up;
  const { tags } = await own.call<{ tags: [{ write_key: string }] }>('GET', '/accounts/demo/tags');
  const stored = async () => (await own.events(tags[0].write_key)).length;
  await expect.poll(stored, { timeout: 20_000 }).toBeGreaterThan(1000);
  await page.goto(own.console);
  await expect(demo.getByText('are made up')).toBeVisible();
  // Whoever is nobody yet removes nothing.
  await expect(demo.getByRole('button')).toHaveCount(0);

  await makeFirstUser(page, own);
  await page.getByRole('link', { name: 'Live' }).click();
  await expect(demo).toBeVisible();
  await expectAccessible(page);
  page.on('dialog', dialog => dialog.accept());
  await page.evaluate(neverErased);
  await demo.getByRole('button', { name: 'Remove them' }).click();
  await expect(demo.getByRole('progressbar', { name: 'Deleting' })).toHaveAttribute('value', '1200');
  await expectAccessible(page);
  await demo.getByRole('button', { name: 'Stop' }).click();
  await expect(demo.getByText('Remove it again to go on.')).toBeVisible();

  await page.reload();
  await demo.getByRole('button', { name: 'Remove them' }).press('Enter');
  await expect(demo).toBeHidden();
  expect([await isMadeUp(), await stored()]).toEqual([false, 0]);

  await own.stop();
  await own.restart();
  await page.goto(own.console);
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  expect([await isMadeUp(), await stored()]).toEqual([false, 0]);
});
