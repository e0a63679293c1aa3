import { accept } from '../../collect/accept.ts';
import { Live } from '../../collect/live.ts';
import type { Random } from '../../http/random.ts';
import type { ConversionPixelRow } from '../../store/adRecords.ts';
import { isAny } from '../../store/isAny.ts';
import type { Store } from '../../store/store.ts';
import type { Demo } from '../demo.ts';
import { demoVisits } from './demoVisits.ts';

/** Events of one commit: beacons wait for no more than that. */
const STEP = 40;

/** What the account is called while there is something made up in it. */
export const MADE_UP = 'Demo (made-up visits)';

/** What the demo's conversion pixels are known by. */
export const DEMO_CODE = 'demo-';

/** The categories that they count. */
const COUNTED = [
  { code: 'purchases', name: 'Purchases', pixel_conversion_event_id: 7 },
  { code: 'checkouts', name: 'Checkouts', pixel_conversion_event_id: 5 },
] as const;

interface Filling {
  store: Store;
  random: Random;
  now: () => number;
  demo: Demo;
  /** Where the demo shop is, with a slash at its end. */
  shop: string;
  signal: AbortSignal;
}

/** Whether nobody has ever used a store: only there something is made up. */
export async function isUnused(store: Store): Promise<boolean> {
  const { eventsStored } = store.status();
  if (eventsStored) return false;
  const are = await Promise.all([isAny(store.accounts), isAny(store.users), isAny(store.tokens)]);
  return !are.includes(true);
}

/** Makes up the shop's visits of the last two weeks, a few at a time, through the door of all events. */
export async function fillDemo({ store, random, now, demo, shop, signal }: Filling): Promise<void> {
  const account = await store.accounts.get(demo.account);
  const tag = await store.tags.get(demo.writeKey);
  if (!account || !tag) return;
  await store.accounts.change(account, { name: MADE_UP });
  for (const pixel of COUNTED) await store.conversionPixels.add(counting(pixel, demo.account, random, now()));
  const take = accept({ store, limits: { countTag() {} }, live: new Live() });
  const events = demoVisits({ writeKey: demo.writeKey, shop, now: now() });
  for (let at = 0; at < events.length && !signal.aborted; at += STEP) {
    await Promise.all(events.slice(at, at + STEP).map(event => take(event, 0, tag)));
    // Whatever came meanwhile is first.
    await new Promise(resolve => setTimeout(resolve, 4));
  }
}

const counting = (
  { code, ...pixel }: (typeof COUNTED)[number],
  account_id: string,
  random: Random,
  time: number,
): ConversionPixelRow => ({
  ...pixel,
  account_id,
  id: random.int(100_000_000, 2_147_483_647),
  code: DEMO_CODE + code,
  state: 'active',
  created_at: time,
  last_modified: time,
  revision: 1,
  trigger_type: 'hybrid',
  min_minutes_per_conv: 0,
  post_view_expire_mins: null,
  post_click_expire_mins: null,
  post_view_value: null,
  post_click_value: null,
  piggyback_pixels: '[]',
  landings_count: 1,
});
