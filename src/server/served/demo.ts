import type { Access } from '../access/access.ts';
import { newTag } from '../access/newTag.ts';
import { makeToken } from '../access/token.ts';
import type { Random } from '../http/random.ts';
import type { Store } from '../store/store.ts';

export const DEMO_ACCOUNT = 'demo';

/** What the console page is told, so that it can show the demo shop's events. */
export interface Demo {
  account: string;
  writeKey: string;
  /** The tag's own path, where it has one. */
  path: string | null;
  /** Reads the demo account and nothing else, until the collector stops: every visitor of the console gets it. */
  token: string;
}

export const demoAccess: Access = {
  accounts: [DEMO_ACCOUNT],
  scope: 'read',
  publish: false,
  owner: false,
  people: false,
  tokenNumber: 0,
  actor: { kind: 'demo', id: '', name: 'demo' },
  expiresAt: null,
  session: null,
};

/** Makes the demo's account and tag on the first start. */
export async function openDemo(store: Store, random: Random, now: () => number): Promise<Demo> {
  if (!(await store.accounts.get(DEMO_ACCOUNT))) {
    await store.accounts.add({
      id: DEMO_ACCOUNT,
      name: 'Demo',
      advertiser_id: random.int(100_000_000, 2_147_483_647),
      business_id: random.uuid(),
      created_at: now(),
      redirect_hosts: '[]',
      orders_across_tags: 0,
      time_zone: null,
    });
  }
  const [first] = await store.tags.list([DEMO_ACCOUNT]);
  const tag =
    first ?? newTag({ random, now }, { account_id: DEMO_ACCOUNT, name: 'Demo shop', domain: 'localhost' });
  if (!first) await store.tags.add(tag);
  return { account: DEMO_ACCOUNT, writeKey: tag.write_key, path: tag.path, token: makeToken(random) };
}
