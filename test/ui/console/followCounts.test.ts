import { expect, it, onTestFinished, vi } from 'vitest';
import type { CountRow } from '../../../src/ui/console/countRows.ts';
import { followCounts } from '../../../src/ui/console/followCounts.ts';

it('reads all pages of the counts before it shows them', async () => {
  const hour = new Date(Date.now() - (Date.now() % 3_600_000)).toISOString();
  const count = (event: string) => ({ type: 'track', event, hour, count: 2 });
  const pages: Record<string, object> = {
    '': { counts: [count('a')], last_seen: [], next: 'one' },
    one: { counts: [count('b'), count('a')], last_seen: [], next: 'two' },
    two: { counts: [count('c')], last_seen: [], next: null },
  };
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string) => {
    const query = new URL(url, 'http://collector').searchParams;
    asked.push(query.get('cursor') ?? '');
    expect([query.get('writeKey'), query.has('from')]).toEqual(['k', true]);
    return Response.json(pages[asked.at(-1)!]);
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  const rows = await new Promise<CountRow[]>(resolve => {
    const counts = followCounts({ token: 'tgp_t', writeKey: 'k', onRows: resolve });
    onTestFinished(() => counts.stop());
    counts.refresh();
  });
  expect(asked).toEqual(['', 'one', 'two']);
  expect(rows.map(({ name, total }) => [name, total])).toEqual([
    ['a', 4],
    ['b', 2],
    ['c', 2],
  ]);
});
