import { expect, test, vi } from 'vitest';
import {
  answering,
  beacons,
  images,
  KEY,
  last,
  loadScript,
  network,
  OTHER_KEY,
  outcomes,
  queuedCall,
  sentNames,
  settled,
  start,
  stub,
  warnings,
} from './support/page.ts';

/** Names of what waits in the outbox. */
const entries = () => Object.keys(localStorage).filter(name => name.startsWith('tgp_out'));

/** A page whose start is over: nothing of earlier pages is left to send. */
const settledPage = async (options?: object) => {
  const tgp = await start(options);
  await settled();
  return tgp;
};

/** The next page of the site; `calls` stand in its stub's queue. */
async function nextPage(...calls: unknown[][]) {
  Reflect.deleteProperty(globalThis, 'tgp');
  beacons.length = 0;
  vi.stubGlobal('tgp', stub(...[['init', KEY], ...calls].map(call => queuedCall(call))));
  const tgp = await loadScript('tgp');
  await settled();
  return tgp;
}

const offline = () => {
  network.answer = () => Promise.reject(new TypeError('offline'));
};

/** Lets what was tried by fetch fail as an image too. */
const failImages = async () => {
  await settled();
  for (const image of images.splice(0)) image.settle('error');
};

test('an event is kept before it leaves, until an answer confirms it', async () => {
  let kept: string[] = [];
  const tgp = await settledPage();
  network.answer = async () => {
    kept = entries();
    return new Response('');
  };
  tgp('track', 'a');
  expect(kept).toHaveLength(1);
  await settled();
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
  expect(warnings).toEqual([`tgp skip status ${status}`]);
  answering(200);
  tgp('track', 'b');
  expect(last().fields.context.tgp).toEqual({ refused: '1' });
});

test.each([429, 500, 503])('what is answered %i goes again by itself, as the same event', async status => {
  vi.useFakeTimers();
  answering(status);
  const tgp = await start();
  await vi.advanceTimersByTimeAsync(10);
  const seen = outcomes(tgp);
  tgp('track', 'a');
  const first = last().fields;
  await vi.advanceTimersByTimeAsync(1);
  expect(warnings).toEqual([`tgp fail status ${status}`]);
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
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  answering(503);
  const tgp = await start();
  await vi.advanceTimersByTimeAsync(10);
  const times: number[] = [];
  network.answer = async () => {
    times.push(Date.now());
    return new Response('', { status: 503 });
  };
  tgp('track', 'a');
  await vi.advanceTimersByTimeAsync(3_600_000);
  const waits = times.slice(1).map((time, at) => (time - times[at]!) / 1500);
  expect(waits.slice(0, 9)).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 256]);
  expect(warnings).toHaveLength(1);
});

test.each([
  ['120', 120],
  ['Wed, 21 Oct 2026 07:28:00 GMT', 2],
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
  expect(sentNames().sort()).toEqual(['a', 'b']);
  await settled();
  expect(entries()).toEqual([]);
});

test('the next page of the site sends what this one did not live to confirm', async () => {
  const tgp = await settledPage();
  network.answer = () => new Promise(() => {});
  tgp('track', 'a');
  const { messageId } = last().fields;
  answering(200);
  // Without locks the lease of a page that is gone has to end first.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
  await nextPage();
  expect(beacons.map(({ fields }) => fields.messageId)).toEqual([messageId]);
  expect(entries()).toEqual([]);
});

test('without locks another page leaves an entry alone while its lease lasts', async () => {
  const tgp = await settledPage();
  network.answer = () => new Promise(() => {});
  tgp('track', 'a');
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 29_000 });
  await nextPage();
  expect(beacons).toEqual([]);
  expect(entries()).toHaveLength(1);
});

test('the newest 50 of them go again, for a day, and the next beacon tells of the others', async () => {
  offline();
  const tgp = await settledPage();
  for (let n = 0; n < 60; n++) tgp('track', `e${n}`);
  await failImages();
  const [oldest] = entries().sort().slice(-50);
  localStorage[oldest!.replace(/\d{13}/, String(Date.now() - 24 * 3_600_000 - 5))] = localStorage[oldest!];
  answering(200);
  const next = await nextPage();
  expect(sentNames()).toHaveLength(50);
  expect(entries()).toEqual([]);
  next('track', 'z');
  const dropped = beacons.map(({ fields }) => Number(fields.context.tgp?.dropped ?? 0));
  expect(dropped.reduce((sum, each) => sum + each)).toBe(11);
});

test('an event waits for as many as go to several destinations', async () => {
  offline();
  const tgp = await settledPage();
  tgp('init', OTHER_KEY);
  tgp('track', 'a');
  await failImages();
  answering(200);
  await nextPage();
  expect(beacons.map(({ fields }) => fields.writeKey).sort()).toEqual([KEY, OTHER_KEY]);
});

test('consent that is denied drops what waits, and what is pending holds it', async () => {
  offline();
  const tgp = await settledPage();
  tgp('track', 'a');
  await failImages();
  answering(200);
  const next = await nextPage(['consent', 'pending']);
  expect(beacons).toEqual([]);
  expect(entries()).toHaveLength(1);
  next('consent', 'denied');
  expect(entries()).toEqual([]);
  await settled();
  expect(beacons).toEqual([]);
});

test('without localStorage the page remembers for itself', async () => {
  vi.stubGlobal('localStorage', undefined);
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get() {
      throw new Error('blocked');
    },
  });
  offline();
  const tgp = await settledPage();
  tgp('track', 'a');
  await failImages();
  beacons.length = 0;
  answering(200);
  dispatchEvent(new Event('online'));
  expect(sentNames()).toEqual(['a']);
});

test('a full localStorage is none', async () => {
  offline();
  const tgp = await settledPage();
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new Error('quota');
  });
  tgp('track', 'a');
  await failImages();
  beacons.length = 0;
  answering(200);
  dispatchEvent(new Event('online'));
  expect(sentNames()).toEqual(['a']);
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
