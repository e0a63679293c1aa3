import { expect, onTestFinished, test, vi } from 'vitest';
import type { Tgp } from '../../src/tag/types.ts';
import { entries, failImages, offline, settledPage } from './support/outbox.ts';
import {
  answering,
  beacons,
  KEY,
  last,
  network,
  outcomes,
  sentNames,
  settled,
  start,
  stored,
  warnings,
} from './support/page.ts';

/** A page that goes by the test's clock, whose collector answers that; what it does first is done. */
async function startByClock(status: number) {
  vi.useFakeTimers();
  answering(status);
  const tgp = await start();
  await vi.advanceTimersByTimeAsync(10);
  return tgp;
}

test('an event is kept before it leaves, until an answer confirms it', async () => {
  let kept: string[] = [];
  const tgp = await settledPage();
  network.answer = async () => {
    kept = entries();
    return stored();
  };
  tgp('track', 'a');
  expect(kept).toHaveLength(1);
  await settled();
  expect(entries()).toEqual([]);
});

test('events of one moment are told of one by one, also where a page makes chance certain', async () => {
  const tgp = await settledPage();
  vi.useFakeTimers({ toFake: ['Date'] });
  const random = vi.spyOn(Math, 'random').mockReturnValue(0.5);
  onTestFinished(() => void random.mockRestore());
  const told: unknown[] = [];
  for (let n = 0; n < 9; n++) tgp('track', `${n}`, {}, { callback: ({ status }) => told.push(status) });
  expect(entries()).toHaveLength(9);
  await settled();
  expect(told).toEqual(Array(9).fill('sent'));
  expect(entries()).toEqual([]);
});

test.each([400, 401, 413])('what is answered %i is kept no longer, and warned of', async status => {
  answering(status);
  const tgp = await settledPage();
  const seen = outcomes(tgp);
  tgp('track', 'a');
  await settled();
  expect(entries()).toEqual([]);
  expect(seen).toEqual([`skip: status ${status}`]);
  expect(warnings).toEqual([`tgp status ${status}`]);
  answering(200);
  tgp('track', 'b');
  expect(last().fields.context.tgp).toEqual({ refused: '1' });
});

test.each([429, 500, 503])('what is answered %i goes again by itself, as the same event', async status => {
  const tgp = await startByClock(status);
  const seen = outcomes(tgp);
  tgp('track', 'a');
  const first = last().fields;
  await vi.advanceTimersByTimeAsync(1);
  expect(warnings).toEqual([`tgp status ${status}`]);
  answering(200);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(beacons).toHaveLength(2);
  const { messageId, originalTimestamp, sentAt, context } = last().fields;
  expect([messageId, originalTimestamp]).toEqual([first.messageId, first.originalTimestamp]);
  expect(sentAt > first.sentAt).toBe(true);
  expect(context.tgp).toEqual({ retried: '1' });
  expect(seen).toEqual([`fail: status ${status}`, 'sent']);
  expect(entries()).toEqual([]);
});

test('waits double, with jitter, until one is answered', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  const tgp = await startByClock(503);
  const times: number[] = [];
  network.answer = async () => {
    times.push(Date.now());
    return new Response('', { status: 503 });
  };
  tgp('track', 'a');
  await vi.advanceTimersByTimeAsync(3_600_000);
  const waits = times.slice(1).map((time, at) => Math.floor((time - times[at]!) / 1500));
  expect(waits.slice(0, 10)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 256]);
  expect(warnings).toHaveLength(1);
});

test.each([
  ['120', 120],
  ['Wed, 21 Oct 2026 07:28:00 GMT', 1],
])('Retry-After: %s', async (header, seconds) => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0);
  network.answer = async () => new Response('', { status: 503, headers: { 'Retry-After': header } });
  const tgp = await start();
  await vi.advanceTimersByTimeAsync(10);
  tgp('track', 'a');
  await vi.advanceTimersByTimeAsync(seconds * 1000 - 10);
  expect(beacons).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(20);
  expect(beacons).toHaveLength(2);
});

test('an event that fails does not put off the next try of others', async () => {
  const tgp = await startByClock(503);
  for (let n = 0; n < 10; n++) {
    tgp('track', 'a');
    await vi.advanceTimersByTimeAsync(1000);
  }
  // The first try of each, and at least two rounds: after 1 or 2 seconds, and after 2 to 4 more.
  const { messageId } = beacons[0]!.fields;
  expect(beacons.filter(({ fields }) => fields.messageId === messageId).length).toBeGreaterThan(1);
  expect(warnings).toHaveLength(1);
});

test('an event that is answered has the others sent at once, however long they were to wait', async () => {
  const tgp = await startByClock(503);
  tgp('track', 'a');
  // The wait is minutes by now.
  await vi.advanceTimersByTimeAsync(600_000);
  beacons.length = 0;
  answering(200);
  tgp('track', 'b');
  await vi.advanceTimersByTimeAsync(10);
  expect(sentNames()).toEqual(['b', 'a']);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(beacons).toHaveLength(2);
  expect(entries()).toEqual([]);
});

test('Retry-After replaces a shorter wait', async () => {
  const tgp = await startByClock(503);
  tgp('track', 'a');
  await vi.advanceTimersByTimeAsync(10);
  network.answer = async () => new Response('', { status: 503, headers: { 'Retry-After': '120' } });
  tgp('track', 'b');
  await vi.advanceTimersByTimeAsync(119_000);
  expect(beacons).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(122_000);
  expect(beacons.length).toBeGreaterThan(2);
});

test.each<[string, (tgp: Tgp) => void]>([
  ['consent', tgp => tgp('consent', 'granted')],
  ['another init', tgp => tgp('init', 'c'.repeat(32))],
  ['the network’s return', () => dispatchEvent(new Event('online'))],
])('%s neither hides the first failure nor makes its wait longer', async (_, happen) => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const tgp = await startByClock(503);
  for (let n = 0; n < 3; n++) happen(tgp);
  await vi.advanceTimersByTimeAsync(10);
  tgp('track', 'a', {}, { to: KEY });
  await vi.advanceTimersByTimeAsync(990);
  expect(warnings).toEqual(['tgp status 503']);
  expect(beacons).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(20);
  expect(beacons).toHaveLength(2);
});

test('online sends at once what failed', async () => {
  offline();
  const tgp = await settledPage();
  tgp('track', 'a');
  tgp('track', 'b');
  await failImages();
  expect(entries()).toHaveLength(2);
  beacons.length = 0;
  answering(200);
  dispatchEvent(new Event('online'));
  await settled();
  expect(sentNames().sort()).toEqual(['a', 'b']);
  expect(entries()).toEqual([]);
});

test('an event that is called twice in one moment is two entries, each answered', async () => {
  const tgp = await settledPage();
  const seen = outcomes(tgp);
  for (let n = 0; n < 2; n++) tgp('track', 'a', {}, { messageId: 'm1' });
  expect(entries()).toHaveLength(2);
  await settled();
  expect(seen).toEqual(['sent', 'sent']);
  expect(entries()).toEqual([]);
});

test('an id as long as a beacon may be is told of without holding the page up', async () => {
  const tgp = await settledPage();
  const messageId = 'm'.repeat(50_000);
  const told: unknown[] = [];
  const started = performance.now();
  tgp('track', 'a', {}, { messageId, callback: outcome => told.push(outcome.messageId) });
  await settled();
  expect(performance.now() - started).toBeLessThan(1000);
  expect(told).toEqual([messageId]);
});
