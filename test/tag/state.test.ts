import { expect, test, vi } from 'vitest';
import {
  beacons,
  KEY,
  last,
  loadScript,
  onDocument,
  outcomes,
  sentNames,
  settled,
  start,
  visit,
} from './support/page.ts';

const prerender = (is: boolean) => onDocument('prerendering', { value: is });

test('events wait for an init and keep their own URL and time', async () => {
  const tgp = await loadScript();
  const before = Date.now();
  vi.useFakeTimers({ toFake: ['Date'], now: before });
  tgp('track', 'a');
  visit('https://www.shop.example/next');
  vi.setSystemTime(before + 5);
  tgp('track', 'b');
  expect(beacons).toEqual([]);
  tgp('init', KEY);
  expect(sentNames()).toEqual(['a', 'b']);
  expect(beacons.map(({ fields }) => fields.context.page.path)).toEqual(['/start', '/next']);
  expect(beacons.map(({ fields }) => Date.parse(fields.originalTimestamp))).toEqual([before, before + 5]);
});

test('no more than 200 wait; the rest are skipped with the reason', async () => {
  const tgp = await loadScript();
  const seen = outcomes(tgp);
  for (let n = 0; n < 203; n++) tgp('track', `e${n}`);
  expect(seen).toEqual(Array(3).fill('skip: too many'));
  tgp('init', KEY);
  expect(sentNames()).toEqual(Array.from({ length: 200 }, (_, n) => `e${n}`));
});

test('the reason is the same where consent is what they wait for', async () => {
  const tgp = await loadScript();
  const seen = outcomes(tgp);
  tgp('init', KEY, { consent: 'pending' });
  for (let n = 0; n < 201; n++) tgp('track', `e${n}`);
  expect(seen).toEqual(['skip: too many']);
  tgp('consent', 'granted');
  expect(sentNames()).toHaveLength(200);
});

test('a prerendered page sends when it is shown, with the time of being shown', async () => {
  prerender(true);
  const tgp = await loadScript();
  tgp('init', KEY, { autoPage: true });
  await settled();
  expect(beacons).toEqual([]);
  const shown = Date.now();
  prerender(false);
  document.dispatchEvent(new Event('prerenderingchange'));
  expect(sentNames()).toEqual(['page']);
  expect(Date.parse(last().fields.originalTimestamp)).toBeGreaterThanOrEqual(shown);
  document.dispatchEvent(new Event('prerenderingchange'));
  expect(beacons).toHaveLength(1);
});

test('a call that is cut off in its middle is made again, as the same event; one that ran is not', async () => {
  const tgp = await start();
  beacons.length = 0;
  const later: (() => void)[] = [];
  vi.stubGlobal('queueMicrotask', (run: () => void) => later.push(run));
  // No script can end itself as a browser does: what would follow the end runs in the middle.
  let isCut = true;
  tgp('on', 'send', () => {
    if (isCut) {
      isCut = false;
      later.at(-1)!();
    }
  });
  tgp('track', 'a');
  const ids = beacons.map(({ fields }) => fields.messageId);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
  for (const run of later) run();
  expect(beacons).toHaveLength(2);
});
