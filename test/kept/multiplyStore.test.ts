import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import type { Store } from '../../src/server/store/store.ts';
import { collector, tempDir } from '../support/collector.ts';
import { keptVersions, readKept, unpackStore } from './kept.ts';
import { type Multiplying, multiplyStore } from './multiplyStore.ts';

const version = keptVersions().at(-1)!;

/** Today's collector on a multiplied store, and how many times over it holds what was kept. */
async function multiplied(atLeast: number, how?: Multiplying) {
  const folder = tempDir();
  const file = unpackStore(version, folder);
  const events = await multiplyStore(file, atLeast, how);
  const kept = readKept(version);
  const it = await collector({ now: () => kept.now }, { folder });
  const get = async (url: string) => (await it.call('GET', url)).json();
  return { ...it, get, kept, file, events };
}

/** What counting again would make of a store: of one that is sound, what is new in the vocabulary alone. */
const differenceOf = async (store: Store) =>
  (await store.difference()).kinds.map(({ kind, events, conversions }) => ({ kind, events, conversions }));

async function differenceOfOne() {
  const { store, events } = await multiplied(1);
  return { kinds: await differenceOf(store), events };
}

/** That of a store, of so many events. */
function times({ kinds, events: of }: Awaited<ReturnType<typeof differenceOfOne>>, events: number) {
  const all = (each: { before: number; after: number }) => ({
    before: (each.before * events) / of,
    after: (each.after * events) / of,
  });
  return kinds.map(({ kind, events, conversions }) => ({
    kind,
    events: all(events),
    conversions: all(conversions),
  }));
}

const sum = (rows: { count: number }[]) => rows.reduce((total, { count }) => total + count, 0);

it('multiplies a store to a size, and leaves it sound', async () => {
  const { store, kept, get, file, events, beacon } = await multiplied(8000);
  expect(events).toBeGreaterThanOrEqual(8000);
  const db = new DatabaseSync(file, { readOnly: true });
  expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  expect(db.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
  db.close();
  expect((await store.difference()).events).toBe(events);
  expect(await differenceOf(store)).toEqual(times(await differenceOfOne(), events));

  const one = kept.answers.everyone!;
  const before = one['/conversions/totals?by=line_item,hour'] as { totals: { count: number }[] };
  const { counts } = one['/counts'] as { counts: { count: number }[] };
  const many = events / (one['/events?limit=100'] as { events: object[] }).events.length;
  expect(sum((await get('/counts')).counts)).toBe(sum(counts) * many);
  expect(sum((await get('/conversions/totals?by=line_item,hour')).totals)).toBe(sum(before.totals) * many);
  const page = await get('/events?limit=500');
  expect(page.events).toHaveLength(500);
  expect((await get(`/events?limit=500&cursor=${page.next}`)).events).toHaveLength(500);
  expect((await beacon('event=new')).statusCode).toBe(200);
});

it('leaves a whole store where it is stopped', async () => {
  let batches = 0;
  const { store, events } = await multiplied(6000, { batch: 1500, isStopped: () => batches++ > 0 });
  expect(events).toBeGreaterThan(1000);
  expect(events).toBeLessThan(3000);
  expect(await differenceOf(store)).toEqual(times(await differenceOfOne(), events));
});

it('multiplies nothing where there is enough', async () => {
  const { events, kept } = await multiplied(1);
  expect(kept.answers.everyone!['/events?limit=100']).toMatchObject({ events: { length: events } });
});
