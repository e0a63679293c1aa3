import { expect, it } from 'vitest';
import { Live } from '../../../src/server/collect/live.ts';
import type { StoredEvent } from '../../../src/server/store/event.ts';
import type { Follow } from '../../../src/server/store/store.ts';
import { event } from '../store/promises/rows.ts';

/** Listens to a collector whose store tells what any of them stored. */
async function listening() {
  const heard: string[] = [];
  const ended: string[] = [];
  let tell: (event: StoredEvent, accountId: string) => void = () => {};
  const follow: Follow = async (accounts, told) => {
    tell = told;
    return () => void ended.push(String(accounts()));
  };
  const live = new Live(follow);
  live.listen(({ messageId }) => heard.push(messageId));
  const leave = await live.join(['acme']);
  return { live, heard, ended, leave, stored: (id: string) => tell(event(id), 'acme') };
}

it("tells of each event once, its own and others', whether the store or the collector is first to tell", async () => {
  const { live, heard, stored } = await listening();
  live.tell(event('mine'), 'acme');
  stored('mine');
  // It was committed, and seen by whoever asks the store, before its beacon was answered.
  stored('early');
  live.tell(event('early'), 'acme');
  stored('of another collector');
  expect(heard).toEqual(['mine', 'early', 'of another collector']);
});

it('follows while there is a stream, of the accounts of all of them', async () => {
  const { live, leave, ended, heard } = await listening();
  const other = await live.join(['zoo']);
  expect(live.streams).toBe(2);
  leave();
  expect(ended).toEqual([]);
  other();
  await Promise.resolve();
  expect([live.streams, ended]).toEqual([0, ['']]);
  // What this collector stores is told of all the same.
  live.tell(event('later'), 'acme');
  expect(heard).toEqual(['later']);
});
