import { newTag } from '../../src/server/access/newTag.ts';
import { random } from '../../src/server/http/random.ts';
import type { StoredEvent } from '../../src/server/store/event.ts';
import type { Place } from './place.ts';

/** Shops of one account. */
const TAGS = 20;

/** Events in a commit while it fills; and where it is measured, as many as 64 clients bring. */
const FILLING = 1000;
const MEASURED = 50;

/** Events whose cost is measured, before each step. */
const LAST = 10_000;

/** Makes the account and its tags; gives their write keys. */
export async function prepare({ open }: Place): Promise<string[]> {
  const store = await open();
  const now = Date.now();
  const account = { id: 'shops', name: 'Shops', advertiser_id: 7, business_id: random.uuid() };
  await store.accounts.add({
    ...account,
    redirect_hosts: '[]',
    orders_across_tags: 0,
    time_zone: null,
    created_at: now,
  });
  const keys: string[] = [];
  for (let at = 0; at < TAGS; at++) {
    const tag = newTag(
      { random, now: () => now },
      { account_id: 'shops', name: `Shop ${at}`, domain: 'shop.example' },
    );
    keys.push((await store.tags.add(tag)).write_key);
  }
  await store.conversionPixels.add({
    account_id: 'shops',
    id: 71,
    code: null,
    name: 'Purchase',
    state: 'active',
    trigger_type: 'hybrid',
    min_minutes_per_conv: 0,
    post_view_expire_mins: 1440,
    post_click_expire_mins: 43_200,
    post_view_value: null,
    post_click_value: null,
    piggyback_pixels: '[]',
    pixel_conversion_event_id: 7,
    landings_count: 1,
    created_at: now,
    last_modified: now,
    revision: 1,
  });
  await store.close();
  return keys;
}

/** The tags of a store that is there, and how many events it holds. */
export async function filled({ open }: Place): Promise<{ writeKeys: string[]; events: number }> {
  const store = await open();
  try {
    const tags = await store.tags.list(['shops']);
    const writeKeys = tags.filter(({ name }) => name.startsWith('Shop ')).map(({ write_key }) => write_key);
    return { writeKeys, events: store.status().eventsStored };
  } finally {
    await store.close();
  }
}

/** Appends events until there are so many; gives the CPU that each of the last ones took, in microseconds. */
export async function fill(
  { open, cpu }: Place,
  source: Iterator<StoredEvent>,
  from: number,
  to: number,
  report: (done: number) => void,
): Promise<number> {
  const store = await open();
  let us = 0;
  let measured = 0;
  try {
    for (let done = from; done < to; ) {
      const isMeasured = done >= to - LAST;
      const size = Math.min(isMeasured ? MEASURED : FILLING, to - done);
      const batch = Array.from({ length: size }, () => source.next().value as StoredEvent);
      const before = process.cpuUsage();
      const usedBefore = isMeasured ? cpu() : 0;
      await Promise.all(batch.map(event => store.append(event, 1000)));
      const { user, system } = process.cpuUsage(before);
      if (isMeasured) {
        us += user + system + (cpu() - usedBefore) * 1e6;
        measured += size;
      }
      done += size;
      report(done);
    }
  } finally {
    await store.close();
  }
  return us / measured;
}
