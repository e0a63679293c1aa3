import { expect, test, vi } from 'vitest';
import { entries, failImages, nextPage, offline, settledPage } from './support/outbox.ts';
import { answering, beacons, KEY, last, network, OTHER_KEY, sentNames, settled } from './support/page.ts';

/** A page that ends while it waits for the answer to an event; gives that event's id. */
const unanswered = async () => {
  const tgp = await settledPage();
  network.answer = () => new Promise(() => {});
  tgp('track', 'a');
  answering(200);
  return last().fields.messageId;
};

const sentIds = () => beacons.map(({ fields }) => fields.messageId);

test('the next page of the site sends at once what this one did not live to confirm', async () => {
  const messageId = await unanswered();
  dispatchEvent(new Event('pagehide'));
  await nextPage();
  expect(sentIds()).toEqual([messageId]);
  expect(entries()).toEqual([]);
});

test('what a page was sending that died without a word goes when its lease has ended', async () => {
  const messageId = await unanswered();
  vi.useFakeTimers();
  const next = nextPage();
  await vi.advanceTimersByTimeAsync(29_900);
  await next;
  expect(beacons).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect(sentIds()).toEqual([messageId]);
  expect(entries()).toEqual([]);
});

test('what another page sends meanwhile goes no second time', async () => {
  await unanswered();
  const [name] = entries();
  vi.useFakeTimers();
  const next = nextPage();
  await vi.advanceTimersByTimeAsync(20_000);
  await next;
  localStorage[name!] += '0';
  await vi.advanceTimersByTimeAsync(100_000);
  expect(beacons).toEqual([]);
  expect(entries()).toEqual([name]);
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
  await settled();
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
  await settled();
  expect(sentNames()).toEqual(['a']);
});
