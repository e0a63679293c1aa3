import { describe, expect, it } from 'vitest';
import type { StoredEvent } from '../../../src/server/store/event.ts';
import type { Store } from '../../../src/server/store/store.ts';
import { openAt, openPostgres } from '../../support/postgres/openPostgres.ts';
import {
  account,
  ad,
  adEvent,
  append,
  event,
  HOUR,
  landing,
  NOW,
  pixel,
  pixelEvent,
  purchase,
  savedPixel,
  tag,
} from '../store/promises/rows.ts';
import { rowsWith } from './support/rowsWith.ts';

/** Accounts with a tag each, of which the servers have some each: `account_1` has the tag `key_1`. */
async function filled(servers = 1) {
  const { store, urls } = await openPostgres({}, servers);
  for (let at = 1; at <= 4; at++) await addAccount(store, at);
  return { store, urls };
}

async function addAccount(store: Store, at: number) {
  const account_id = `account_${at}`;
  await store.accounts.add(account(account_id, { advertiser_id: at }));
  for (const key of [`key_${at}`, `second_key_${at}`]) {
    await store.tags.add(tag(key, { account_id, path: `path_of_${key}` }));
  }
  await store.conversionPixels.add(pixel(at, { account_id, code: `code_${at}`, min_minutes_per_conv: null }));
  await store.lineItems.add({ ...ad(at, { account_id }), pixels: [at] });
  await store.savedPixels.add(savedPixel(`pix_${at}`, { account_id }));
  await store.pixelEvents.add(pixelEvent(`evt_${at}`, { account_id }));
}

/** What somebody does whose ids all begin with a name. */
const doings = (name: string, writeKey: string, given: Partial<StoredEvent> = {}): StoredEvent[] => {
  const who = { writeKey, anonymousId: `${name}-visitor`, userId: `${name}-user`, receivedAt: NOW, ...given };
  const at = (ms: number) => ({ ...who, time: NOW - ms });
  const order = { order_id: `${name}-order`, revenue: '5', currency: 'EUR' };
  return [
    event(`${name}-before`, { ...at(3 * HOUR), userId: '' }),
    adEvent(`${name}-click`, 'click', at(2 * HOUR)),
    landing(`${name}-landing`, { name: 'spring', term: `${name}-term` }, at(HOUR), `${name}-session`),
    purchase(`${name}-sale`, at(9), order),
    event(`${name}-again`, { ...at(8), event: `evt_${writeKey.at(-1)}`, fields: { properties: order } }),
    event(`${name}-refund`, { ...at(7), event: 'refund', fields: { properties: order } }),
    event(`${name}-page`, { ...at(6), type: 'page', event: '' }),
  ];
};

describe('of what is erased nothing is left in any table', () => {
  it('of a person', async () => {
    const { store, urls } = await filled();
    await append(
      store,
      ...doings('jane', 'key_1'),
      ...doings('joan', 'key_1'),
      ...doings('jane', 'second_key_1'),
    );
    await store.settled();
    expect(await rowsWith(/jane/, urls)).not.toEqual([]);
    await store.people.erase({ accounts: ['account_1'], by: 'user_id', id: 'jane-user' });
    expect(await rowsWith(/jane/, urls)).toEqual([]);
    const left = (await rowsWith(/joan/, urls)).join();
    for (const each of ['visitor', 'user', 'order', 'sale', 'session']) {
      expect(left).toContain(`joan-${each}`);
    }
  });

  it('of a tag, on any server', async () => {
    const { store, urls } = await filled(2);
    for (let at = 1; at <= 4; at++) {
      await append(store, ...doings(`own${at}`, `key_${at}`), ...doings(`other${at}`, `second_key_${at}`));
    }
    await store.settled();
    await store.forget(NOW, null);
    for (let at = 1; at <= 4; at++) {
      expect(await store.eraseTag(`key_${at}`)).toBe(true);
      const own = new RegExp(`own${at}|"key_${at}"|integration-key_${at}|path_of_key_${at}`);
      expect(await rowsWith(own, urls)).toEqual([]);
      expect(await rowsWith(new RegExp(`other${at}-sale`), urls)).not.toEqual([]);
      // Its key and its path are anybody's.
      await store.tags.add(tag(`key_${at}`, { account_id: 'account_1', path: `path_of_key_${at}` }));
    }
  });

  it('of an account, on any server', async () => {
    const { store, urls } = await filled(2);
    for (let at = 1; at <= 4; at++) {
      await append(store, ...doings(`own${at}`, `key_${at}`), ...doings(`own${at}`, `second_key_${at}`));
    }
    await store.settled();
    for (let at = 1; at <= 4; at++) {
      expect(await store.eraseAccount(`account_${at}`)).toBe(true);
      const own = new RegExp(`own${at}|account_${at}|key_${at}|code_${at}|pix_${at}|evt_${at}`);
      expect(await rowsWith(own, urls)).toEqual([]);
      if (at < 4) expect(await rowsWith(new RegExp(`own${at + 1}-sale`), urls)).not.toEqual([]);
    }
    await addAccount(store, 1);
    expect(await append(store, ...doings('own1', 'key_1'))).not.toContain(false);
  });
});

describe('what another collector stores at the same time', () => {
  it('leaves nothing in an account that is erased, and is refused at once after', async () => {
    const { store, urls } = await filled(2);
    const other = await openAt(urls);
    for (const at of [1, 2, 3, 4]) {
      const sent: Promise<unknown>[] = [];
      let number = 0;
      const send = () => {
        for (const each of doings(`late${number++}`, `key_${at}`)) {
          sent.push(other.append(each).catch(error => error));
        }
      };
      for (let many = 0; many < 5; many++) send();
      await sent[0];
      const isErased = store.eraseAccount(`account_${at}`);
      for (let many = 0; many < 20; many++) {
        send();
        await sent.at(-7);
      }
      expect(await isErased).toBe(true);
      send();
      const answers = await Promise.all(sent);
      expect(answers[0]).toBe(true);
      expect(answers.at(-1)).toBeInstanceOf(Error);
      await other.settled();
      expect(await rowsWith(new RegExp(`late|account_${at}|key_${at}`), urls)).toEqual([]);
      await expect.poll(() => other.tags.get(`key_${at}`)).toBeUndefined();
    }
  });

  it('leaves nothing of a tag that is erased', async () => {
    const { store, urls } = await filled();
    const other = await openAt(urls);
    const sent: Promise<unknown>[] = [];
    const send = (name: string) => {
      for (const each of doings(name, 'key_1')) sent.push(other.append(each).catch(error => error));
    };
    send('early');
    await sent[0];
    const isErased = store.eraseTag('key_1');
    for (let many = 0; many < 20; many++) {
      send(`late${many}`);
      await sent.at(-7);
    }
    expect(await isErased).toBe(true);
    await Promise.all(sent);
    await other.settled();
    expect(await rowsWith(/early|late|"key_1"/, urls)).toEqual([]);
  });
});

it('what was stopped in the middle is erased when it is asked for again', async () => {
  const { store, urls } = await filled(2);
  for (let at = 1; at <= 4; at++) await append(store, ...doings(`own${at}`, `key_${at}`));
  await store.settled();
  const stopped = Promise.allSettled([
    store.eraseAccount('account_1'),
    ...['key_2', 'key_3'].map(key => store.eraseTag(key)),
  ]);
  // Some of it has been done by then.
  await store.tags.list('*');
  await store.close();
  await stopped;
  const other = await openAt(urls);
  await other.eraseAccount('account_1');
  for (const key of ['key_2', 'key_3']) await other.eraseTag(key);
  expect(await rowsWith(/own[123]|account_1|"key_[123]"/, urls)).toEqual([]);
  expect(await rowsWith(/own4-sale/, urls)).not.toEqual([]);
});
