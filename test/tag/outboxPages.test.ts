import { expect, test, vi } from 'vitest';
import { entries, failImages, nextPage, offline, settledPage } from './support/outbox.ts';
import {
  answering,
  beacons,
  COLLECTOR,
  KEY,
  last,
  network,
  OTHER_KEY,
  sentNames,
  settled,
} from './support/page.ts';

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

test('an entry that something else has emptied holds back none of the others', async () => {
  const messageId = await unanswered();
  dispatchEvent(new Event('pagehide'));
  localStorage[`tgp_out${Date.now() - 1000}-emptied`] = '';
  await nextPage();
  expect(sentIds()).toEqual([messageId]);
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

/** localStorage has no room for anything more. */
const fillStorage = () =>
  vi.stubGlobal(
    'localStorage',
    new Proxy(localStorage, {
      get: (storage, name) => Reflect.get(storage, name, storage),
      set() {
        throw new DOMException('quota', 'QuotaExceededError');
      },
    }),
  );

test.each([
  ['nothing of its own', []],
  ['a view of its own', [['page']]],
  [
    'events of its own',
    [
      ['track', 'a'],
      ['track', 'b'],
    ],
  ],
])('what waits in a full localStorage goes, all of it and once, beside %s', async (_, calls) => {
  for (const id of ['m-1', 'm-2', 'm-3']) leaveOld(`${OLD}${id}`, id);
  fillStorage();
  await nextPage(...calls);
  expect(
    sentIds()
      .filter(id => /^m-/.test(id))
      .sort(),
  ).toEqual(['m-1', 'm-2', 'm-3']);
  expect(beacons).toHaveLength(3 + calls.length);
  expect(entries()).toEqual([]);
});

test('what fails there waits, beside what has no room, and goes once', async () => {
  for (const id of ['m-1', 'm-2']) leaveOld(`${OLD}${id}`, id);
  fillStorage();
  offline();
  await nextPage(['track', 'a', {}, { messageId: 'm-3' }]);
  await failImages();
  beacons.length = 0;
  answering(200);
  for (let n = 0; n < 2; n++) dispatchEvent(new Event('online'));
  await settled();
  expect(sentIds().sort()).toEqual(['m-1', 'm-2', 'm-3']);
  expect(entries()).toEqual([]);
});

/** An entry of the outbox as the tag had it until 0.1.0: lines of its stamp, the event's id, and a pixel's type. */
const leaveOld = (url: string, ...lines: string[]) => {
  localStorage[[`tgp_out${Date.now() - 60_000}${Math.random()}`, ...lines].join('\n')] = url;
};
const OLD = `${COLLECTOR}/pixel/v1/track?writeKey=${KEY}&event=old&messageId=`;

test('what the version before left behind is sent and told of, under its own id', async () => {
  leaveOld(`${OLD}m-1`, 'm-1');
  leaveOld(`${OLD}{"a":1}`, '{"a":1}');
  const told: unknown[] = [];
  await nextPage(['on', 'sent', (outcome: unknown) => told.push(outcome)]);
  expect(sentIds().sort()).toEqual(['m-1', '{"a":1}']);
  expect(told).toEqual(
    expect.arrayContaining([
      { status: 'sent', messageId: 'm-1', reason: undefined },
      { status: 'sent', messageId: '{"a":1}', reason: undefined },
    ]),
  );
  expect(entries()).toEqual([]);
});

test('a pixel that the version before left behind goes as an image, and only with consent to ads', async () => {
  leaveOld('https://ads.example/p?a=1', '', 'img');
  const next = await nextPage(['consent', { ads: 'pending' }]);
  expect(beacons).toEqual([]);
  next('consent', 'granted');
  await settled();
  expect(beacons.map(({ url, by }) => [url, by])).toEqual([['https://ads.example/p?a=1', 'image']]);
});

test.each(['tgp_outer', 'tgp_outlet1', 'tgp_out', 'tgp_out_2', 'x_tgp_out17'])(
  '%s is no entry',
  async name => {
    localStorage[name] = `${OLD}m-1`;
    const next = await nextPage();
    next('consent', 'denied');
    expect(beacons).toEqual([]);
    expect(localStorage[name]).toBe(`${OLD}m-1`);
  },
);

test('an id of any text is told as it was', async () => {
  offline();
  const tgp = await settledPage();
  const ids = [
    'two\nlines',
    '\r\nbefore',
    'after\n',
    '123',
    '{"messageId":"x"}',
    '"',
    '&messageId=x',
    'ü',
    '',
  ];
  for (const messageId of ids) tgp('track', 'a', {}, { messageId });
  await failImages();
  answering(200);
  const told: string[] = [];
  // An empty one is none: the event has one of its own.
  const made =
    ids.includes('') &&
    beacons.find(({ fields }) => /^[0-9a-f]{8}-/.test(fields.messageId))!.fields.messageId;
  await nextPage(['on', 'sent', ({ messageId }: { messageId: string }) => told.push(messageId)]);
  expect(told.sort()).toEqual([...ids.map(id => id.trim()).filter(Boolean), made].sort());
  expect(entries()).toEqual([]);
});
