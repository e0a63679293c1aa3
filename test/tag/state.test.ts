import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import {
  beacons,
  KEY,
  last,
  loadScript,
  onDocument,
  outcomes,
  queuedCall,
  sentNames,
  settled,
  start,
  stub,
  visit,
  warnings,
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

test('a conversion has a place where views and tracks have none more, and what goes is told of', async () => {
  const tgp = await loadScript();
  const seen = outcomes(tgp);
  const called: unknown[] = [];
  tgp('page', 'first');
  tgp('identify', 'u1');
  for (let n = 0; n < 198; n++) tgp('conversion', `c${n}`);
  tgp('conversion', 'purchase', { order_id: 'A-1' });
  tgp('track', 'late', {}, { callback: outcome => called.push(outcome.reason) });
  tgp('microconversion', 'more');
  expect(seen).toEqual(['skip: too many']);
  expect(called).toEqual(['too many']);
  expect(warnings).toEqual(['tgp track too many']);
  tgp('init', KEY);
  const conversions = [...Array.from({ length: 198 }, (_, n) => `c${n}`), 'purchase', 'more'];
  expect(sentNames().slice(1)).toEqual(conversions);
  expect(beacons[0]!.fields).toMatchObject({ name: 'first', context: { tgp: { dropped: '1' } } });
  expect(last().fields.userId).toBe('u1');
});

test('conversions have no more than 400', async () => {
  const tgp = await loadScript();
  const seen = outcomes(tgp);
  for (let n = 0; n < 402; n++) tgp('conversion', `c${n}`);
  expect(seen).toEqual(Array(2).fill('skip: too many'));
  tgp('init', KEY);
  expect(sentNames()).toEqual(Array.from({ length: 400 }, (_, n) => `c${n}`));
});

test('whatever comes, conversions keep their place and the rest its order', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('page', 'track', 'event', 'conversion', 'microconversion'), {
        minLength: 190,
        maxLength: 260,
      }),
      async commands => {
        Reflect.deleteProperty(globalThis, 'tgp');
        beacons.length = 0;
        const tgp = await loadScript();
        for (const [at, command] of commands.entries()) tgp(command as 'track', `${command}${at}`);
        tgp('init', KEY);
        const names = commands.map((command, at) => `${command}${at}`);
        const sent = beacons.map(({ fields }) => fields.event ?? fields.name);
        expect(sent).toEqual(names.filter((name, at) => at < 200 || name.includes('conversion')));
      },
    ),
    { seed: 13, numRuns: 20 },
  ));

test('what the stub had no room for is counted as well', async () => {
  vi.stubGlobal(
    'tgp',
    Object.assign(stub(queuedCall(['init', KEY]), queuedCall(['track', 'a'])), { lost: 7 }),
  );
  await loadScript('tgp');
  expect(last().fields.context.tgp).toEqual({ dropped: '7' });
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
  const then = (run: () => void) => later.push(run);
  const resolve = vi.spyOn(Promise, 'resolve').mockImplementation(() => ({ then }) as never);
  onTestFinished(() => resolve.mockRestore());
  // No script can end itself as a browser does: what would follow the end runs in the middle.
  let isCut = true;
  tgp('on', 'send', () => {
    if (isCut) {
      isCut = false;
      for (const run of [...later]) run();
    }
  });
  tgp('track', 'a');
  const ids = beacons.map(({ fields }) => fields.messageId);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
  for (const run of later) run();
  expect(beacons).toHaveLength(2);
});
