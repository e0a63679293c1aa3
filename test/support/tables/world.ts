import { hashPassword } from '../../../src/server/access/password.ts';
import type { Parts } from '../../../src/server/app.ts';
import { random } from '../../../src/server/http/random.ts';
import { CHEAP, collector, type Keeping, NOW, ON_DISK, type TestCollector } from '../collector.ts';

export interface World extends TestCollector {
  /** The ids of what each account has, by the name of the thing. */
  acme: Things;
  other: Things;
  /** An id of each thing that nothing has. */
  nobody: Things;
  /** Everything that is stored. */
  stored(): Promise<string>;
}

export type Things = Record<string, string | number>;

const NOBODY: Things = {
  account: 'nobody',
  business: '00000000-0000-4000-8000-000000000000',
  advertiser: 1,
  tag: '0'.repeat(32),
  path: 'nothing',
  savedPixel: 'pix_000000000000',
  pixelEvent: 'evt_000000000000000000000000',
  pixel: 1,
  lineItem: 1,
  campaign: 1,
  segment: 1,
  user: 'nobody',
  session: 'nobody',
  conversion: 'nobody',
  token: '00000000-0000-4000-8000-000000000000',
  invitation: '00000000-0000-4000-8000-000000000000',
  visit: 'nobody/1',
};

/** Once for all accounts. */
const password = hashPassword('long enough', { random, passwordCost: CHEAP });

/** A collector with two accounts that each have one of everything. @param keeping default: on the disk */
export async function world(parts: Partial<Parts> = {}, keeping: Keeping = ON_DISK): Promise<World> {
  const it = await collector(parts, keeping);
  await it.call('POST', '/accounts', { id: 'other', name: 'Other' });
  const acme = await thingsOf(it, 'acme');
  const other = await thingsOf(it, 'other');
  return { ...it, acme, other, nobody: NOBODY, stored: it.dump };
}

async function thingsOf({ app, call, store }: TestCollector, account: string): Promise<Things> {
  const get = async (url: string) => (await call('GET', url)).json();
  const make = async (url: string, body: object) => {
    const answer = await call('POST', url, body);
    if (answer.statusCode >= 300) throw new Error(answer.body);
    return answer.json();
  };
  const { business_id, advertiser_id } = await get(`/accounts/${account}`);
  const { tags } = await get(`/accounts/${account}/tags`);
  const tag =
    tags.find(({ domain }: { domain: string }) => domain) ??
    (await make(`/accounts/${account}/tags`, { name: 'T', domain: 'o.example' }));
  const saved = { name: 'S', config: { type: 'pageview' } };
  const user = `user@${account}`;
  await store.users.add({
    name: user,
    password: await password,
    role: 'editor',
    accounts: JSON.stringify([account]),
    created_at: 0,
    upgraded: 0,
    number: 100_000_001,
    people: 0,
  });
  const session = `${account}-`.padEnd(64, '0');
  const time = { created_at: NOW, used_at: NOW };
  await store.sessions.add({ hash: session, user_name: user, kind: 'auth', ...time }, 0);
  const visit = `writeKey=${tag.write_key}&anonymousId=of-${account}&context.sessionId=1`;
  await app.inject(`/pixel/v1/page?${visit}`);
  const record = async (one: string) =>
    (await make(`/${one}?advertiser_code=${account}`, { [one]: { name: 'R', code: one } })).response.id;
  const pixel = await record('pixel');
  const conversion = `sold by ${account}`;
  await app.inject(`/px?${new URLSearchParams({ id: pixel, anonymousId: 'v1', messageId: conversion })}`);
  return {
    account,
    business: business_id,
    advertiser: advertiser_id,
    tag: tag.write_key,
    path: tag.path,
    savedPixel: (await make(`/saved-pixels?account_id=${account}`, saved)).data.id,
    pixelEvent: (await make('/api/pixel_events/', { account_id: account, title: 'E', type: 'custom' })).id,
    pixel,
    conversion,
    lineItem: await record('line-item'),
    campaign: await record('campaign'),
    segment: await record('segment'),
    user,
    session: session.slice(0, 16),
    visit: `of-${account}/1`,
    token: (await make('/tokens', { name: 'T', scope: 'read', accounts: [account] })).id,
    invitation: (await make('/invitations', { role: 'viewer', accounts: [account] })).id,
  };
}
