import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { SqliteStore } from '../../../../../src/server/sqlite/sqliteStore.ts';
import type { Store } from '../../../../../src/server/store/store.ts';
import {
  ad,
  addAccounts,
  adEvent,
  event,
  MINUTE,
  NOW,
  pixel,
  pixelEvent,
  purchase,
  tag,
} from '../../../store/promises/rows.ts';
import { step } from '../../../store/support/steps.ts';

/** What no text of PostgreSQL's can hold, and what it is written with in its place. */
export const HARD = 'a\0b\uf8ff0\uf8ff1 \u{1f600} ß "{}\\,NULL';

/** Events of which each is as large as one may be. */
const LARGE = 'ü'.repeat(100_000);

/** Asks a store for whatever it can do, so many times. */
export async function ask(store: Store, steps: number, seed: number): Promise<void> {
  for (const each of fc.sample(step, { numRuns: steps, seed })) await each.run(store).catch(() => {});
}

/** A store in which there is something of everything. */
export async function fillStore(file: string, steps = 600): Promise<void> {
  const store = new SqliteStore(file);
  try {
    await addAccounts(store);
    await store.conversionPixels.add(pixel(1, { post_click_expire_mins: 60 }));
    await ask(store, steps, 7);
    await addRest(store);
    await store.settled();
  } finally {
    await store.close();
  }
  const db = new DatabaseSync(file);
  // As a collector leaves it that is stopped.
  db.exec(`INSERT INTO credits_due VALUES ('acme', 'a', '', ${NOW}, 3)`);
  db.exec(`INSERT OR IGNORE INTO visits_due VALUES ('k9', 'a visitor', '', 3)`);
  db.close();
}

const LANDING = { context: { campaign: { name: HARD, line_item_id: '91' }, sessionId: 's9' } };

/** What chance may have left out. */
async function addRest(store: Store): Promise<void> {
  await store.retentionClock.set({ time: NOW, ahead: 1, since: 2 });
  await store.servedFiles.add({ name: 'tgp@1.2.3.js', body: Uint8Array.of(0, 1, 255), served_at: NOW });
  await store.accounts.change((await store.accounts.get('other'))!, { orders_across_tags: 1 });
  await store.tags.add(
    tag('k9', { path: 'own', hosts: '["a.example"]', secret: 'sealed', secret_made_at: NOW }),
  );
  await store.segments.add(ad(93));
  await store.conversionPixels.add(pixel(90));
  for (const kind of ['lineItems', 'campaigns'] as const)
    await store[kind].add({ ...ad(91, { code: 'c91', name: HARD }), pixels: [90] });
  await store.pixelEvents.add(pixelEvent('evt_9'));
  const hard = Array.from({ length: 40 }, (_, at) =>
    event(`${HARD}${at}`, {
      writeKey: at % 2 ? 'k9' : 'o1',
      event: `${HARD}${at % 3}`,
      anonymousId: `${HARD}${at % 5}`,
      userId: at % 7 ? '' : HARD,
      time: NOW + at * 1_000_000,
      receivedAt: NOW + at * 1_000_000,
      fields: { properties: { [HARD]: HARD, large: at % 10 ? '' : LARGE } },
    }),
  );
  const signed = { properties: { order_id: HARD, value: '2' }, context: { tgp: { signed: 'true' } } };
  const rest = [
    adEvent('seen', 'impression', {}, { line_item_id: '91' }),
    event('landed', { type: 'page', time: NOW - 2 * MINUTE, fields: LANDING }),
    purchase('bought', { userId: HARD }, { order_id: HARD, value: '9.9', currency: 'EUR' }),
    event('told', { event: 'evt_9', fields: { properties: { order_id: HARD, value: '9.9' } } }),
    event('back', { event: 'refund', fields: signed }),
  ];
  await Promise.all([...hard, ...rest].map(each => store.append(each)));
}
