// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { report } from '../../src/debug/report.ts';
import { decodeQuery } from '../../src/protocol/query.ts';

const ID = '0123456789abcdef'.repeat(2);
const KEY = 'a'.repeat(32);
let sent: { url: string; fields: object }[];
const fetched = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  fetched.mockImplementation(async (url: string, { body }: { body: string }) => {
    sent.push({ url, fields: JSON.parse(JSON.stringify(decodeQuery(body).fields)) });
    return new Response();
  });
  vi.stubGlobal('fetch', fetched);
  window.fetch = fetched;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it.each([
  ['https://c.example/tgp.debug.js', 'https://c.example/pixel/v1/check'],
  ['https://c.example/tgp@1.2.3.debug.js', 'https://c.example/pixel/v1/check'],
  [`https://c.example/data/tgp/${KEY}.debug.js`, 'https://c.example/data/pixel/v1/check'],
  [`https://c.example/own-path/${KEY}.debug.js`, 'https://c.example/own-path/c'],
])('of %s goes to %s', async (script, url) => {
  const tell = report(ID, script, 'shop.example/');
  tell({ kind: 'warning', text: 'a' });
  tell({ kind: 'warning', text: 'b' });
  await vi.runAllTimersAsync();
  expect(sent).toEqual([
    {
      url,
      fields: {
        id: ID,
        page: 'shop.example/',
        entries: [
          { kind: 'warning', text: 'a' },
          { kind: 'warning', text: 'b' },
        ],
      },
    },
  ]);
});

it('is nothing without the id of a check, or from elsewhere', async () => {
  report('1', 'https://c.example/tgp.debug.js', '')({ kind: 'tag' });
  report(ID, 'https://c.example/bundle.js', '')({ kind: 'tag' });
  await vi.runAllTimersAsync();
  expect(sent).toEqual([]);
});

it('goes in parts, and ends', async () => {
  const tell = report(ID, 'https://c.example/tgp.debug.js', '');
  for (let at = 0; at < 500; at++) tell({ kind: 'tag', count: at });
  await vi.runAllTimersAsync();
  expect(sent).toHaveLength(15);
});

it('goes by images where fetch can not get out', async () => {
  fetched.mockImplementation(() => {
    throw new Error('stopped');
  });
  const srcs: string[] = [];
  const set = vi
    .spyOn(HTMLImageElement.prototype, 'src', 'set')
    .mockImplementation(url => void srcs.push(url));
  const tell = report(ID, 'https://c.example/tgp.debug.js', '');
  tell({ kind: 'warning', text: 'a' });
  tell({ kind: 'tag' });
  await vi.runAllTimersAsync();
  set.mockRestore();
  expect(srcs).toEqual([
    `https://c.example/pixel/v1/check?id=${ID}&page=&entries.0.kind=warning&entries.0.text=a`,
    `https://c.example/pixel/v1/check?id=${ID}&page=&entries.0.kind=tag`,
  ]);
});
