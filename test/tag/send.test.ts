import { expect, test, vi } from 'vitest';
import { decodeQuery } from '../../src/protocol/query.ts';
import {
  answering,
  beacons,
  images,
  last,
  network,
  onDocument,
  outcomes,
  settled,
  start,
  stored,
  warnings,
} from './support/page.ts';

const how = () => beacons.map(({ by }) => by);

test('is a GET by fetch that outlives the page', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch');
  const tgp = await start();
  const seen = outcomes(tgp);
  tgp('track', 'a');
  const init = fetched.mock.calls[0]![1]!;
  expect(init).toMatchObject({ keepalive: true });
  expect(init.method ?? 'GET').toBe('GET');
  expect(init.mode ?? 'cors').toBe('cors');
  await settled();
  expect(seen).toEqual(['sent']);
});

test.each([400, 401, 413])('an answer %i is a skip with the reason', async status => {
  answering(status, 'because');
  const tgp = await start();
  const seen = outcomes(tgp);
  tgp('track', 'a');
  await settled();
  expect(seen[0]).toMatch(new RegExp(`^skip: .*${status}`));
  expect(images).toEqual([]);
});

test.each([429, 500, 503])('an answer %i is a failure with the reason', async status => {
  answering(status);
  const tgp = await start();
  const seen = outcomes(tgp);
  tgp('track', 'a');
  await settled();
  expect(seen[0]).toMatch(new RegExp(`^fail: .*${status}`));
});

test.each([
  ['missing', () => vi.stubGlobal('fetch', undefined)],
  [
    'throwing',
    () =>
      vi.stubGlobal('fetch', () => {
        throw new Error('no');
      }),
  ],
  [
    'rejecting',
    () => {
      network.answer = () => Promise.reject(new TypeError('blocked'));
    },
  ],
  ['something else of the page’s own', () => vi.stubGlobal('fetch', () => undefined)],
])('where fetch is %s, an image goes instead', async (_, spoil) => {
  spoil();
  const tgp = await start();
  const seen = outcomes(tgp);
  tgp('track', 'a');
  await settled();
  expect(images).toHaveLength(1);
  expect(seen).toEqual([]);
  images[0]!.settle('load');
  await settled();
  expect(seen).toEqual(['sent']);
});

test('once three images got out where fetch did not, only images go', async () => {
  const fetchTried = vi.fn(() => Promise.reject(new TypeError('blocked')));
  network.answer = fetchTried;
  const tgp = await start();
  for (const event of ['a', 'b', 'c', 'd', 'e']) {
    tgp('track', event);
    await settled();
    images.at(-1)!.settle('load');
  }
  expect(fetchTried).toHaveBeenCalledTimes(3);
  expect(images).toHaveLength(5);
});

test.each([200, 400])(
  'an answer %i is not left unread, and one without a body is an answer',
  async status => {
    const answer = status === 200 ? stored() : new Response('no', { status });
    network.answer = async () => answer;
    const tgp = await start();
    const seen = outcomes(tgp);
    tgp('track', 'a');
    await settled();
    // Cancelled, it is at its end.
    expect(answer.bodyUsed || (await answer.body!.getReader().read()).done).toBe(true);
    network.answer = async () => (status === 200 ? stored(null) : new Response(null, { status }));
    tgp('track', 'b');
    await settled();
    expect(seen).toHaveLength(2);
  },
);

test('the image is not read, which takes the page long, but cancelled; where it can be neither, its type is enough', async () => {
  const tgp = await start();
  const seen = outcomes(tgp);
  const answers: Response[] = [stored(), stored(), stored(null), stored()];
  const read = answers.map(answer => vi.spyOn(answer, 'text'));
  const cancel = vi.spyOn(answers[0]!.body!, 'cancel');
  answers[1]!.body!.getReader();
  Object.defineProperty(answers[3], 'body', { value: undefined });
  for (const answer of answers) {
    network.answer = async () => answer;
    tgp('track', 'a');
    await settled();
  }
  expect(seen).toEqual(Array(4).fill('sent'));
  expect(images).toEqual([]);
  expect(cancel).toHaveBeenCalledTimes(1);
  expect(read.map(({ mock }) => mock.calls.length)).toEqual([0, 0, 1, 1]);
});

test('a network that lets nothing through is a failure, and fetch is tried again', async () => {
  network.answer = () => Promise.reject(new TypeError('offline'));
  const tgp = await start();
  const seen = outcomes(tgp);
  tgp('track', 'a');
  await settled();
  images[0]!.settle('error');
  await settled();
  expect(seen).toEqual(['fail: no answer']);
  beacons.length = 0;
  tgp('track', 'b');
  expect(how()).toEqual(['fetch']);
});

test('transport: image sends images', async () => {
  const tgp = await start({ transport: 'image' });
  tgp('track', 'a');
  expect(how()).toEqual(['image']);
  images[0]!.settle('load');
});

test('the transport is the page’s, as the first init has it', async () => {
  const tgp = await start({ transport: 'image' });
  tgp('init', 'c'.repeat(32), { transport: 'fetch' });
  tgp('track', 'a');
  images[0]!.settle('load');
  expect(how()).toEqual(['image', 'image']);
});

test('a page without images or fetch is not harmed', async () => {
  vi.stubGlobal('fetch', undefined);
  const tgp = await start();
  onDocument('createElement', {
    value: () => {
      throw new Error('no images');
    },
  });
  tgp('track', 'a');
  expect(beacons).toEqual([]);
});

const LONG = { long: 'ü'.repeat(9000), order: 'o-1' };

test('what is too long for a URL is a POST, whole', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch');
  (await start())('track', 'a', LONG);
  const [url, init] = fetched.mock.calls[0]!;
  expect(url).toMatch(/\/track$/);
  expect(init).toMatchObject({ method: 'POST', keepalive: true });
  expect(decodeQuery(String(init!.body)).fields).toMatchObject({ properties: LONG });
});

test('a body past what may outlive the page goes without keepalive', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch');
  (await start())('track', 'a', { long: 'x'.repeat(70_000) });
  expect(fetched.mock.calls[0]![1]).toMatchObject({ method: 'POST', keepalive: false });
});

test.each([404, 405, 413])('where a POST is answered %i, a trimmed GET goes and says so', async status => {
  network.answer = async (_, { method }) => (method ? new Response('', { status }) : stored());
  const tgp = await start();
  const seen = outcomes(tgp);
  tgp('track', 'a', LONG);
  await settled();
  expect(last().url.length).toBeLessThanOrEqual(8000);
  expect(last().fields.context.truncated).toBe('true');
  expect(last().fields.properties.order).toBe('o-1');
  expect(seen).toEqual(['sent']);
  expect(warnings).toEqual([]);
});

test.each([401, 503])('a POST answered %i is no reason to trim', async status => {
  answering(status);
  const tgp = await start();
  await settled();
  tgp('track', 'a', LONG);
  await settled();
  expect(beacons).toHaveLength(1);
});

test('an image has no body: it is trimmed', async () => {
  (await start({ transport: 'image' }))('track', 'a', LONG);
  expect(last().url.length).toBeLessThanOrEqual(8000);
  expect(last().fields.context.truncated).toBe('true');
});
