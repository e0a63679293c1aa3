import { describe, expect, it } from 'vitest';
import { MAX_DEVICES, MAX_USERS } from '../../../../src/server/attribution/identities.ts';
import type { ConversionPixelRow } from '../../../../src/server/store/adRecords.ts';
import type { StoredEvent } from '../../../../src/server/store/event.ts';
import type { Open } from './engine.ts';
import { ad, addAccounts, adEvent, append, DAY, event, HOUR, landing, NOW, pixel, purchase } from './rows.ts';

const ago = (ms: number) => ({ time: NOW - ms, receivedAt: NOW - ms });
const click = (id: string, given: Partial<StoredEvent>, line_item_id = '5') =>
  adEvent(id, 'click', { ...ago(HOUR), ...given }, { line_item_id });
const logIn = (id: string, anonymousId: string, userId: string) =>
  event(id, { anonymousId, userId, ...ago(1000) });

/** Whose touches a conversion may be credited to: those of the user's other devices, and of its pixel's line items. */
export function joining(open: Open): void {
  const opened = async (row: Partial<ConversionPixelRow>, ...events: StoredEvent[]) => {
    const { store } = await open();
    await addAccounts(store);
    await store.conversionPixels.add(pixel(1, row));
    await append(store, ...events);
    return store;
  };
  type Opened = Awaited<ReturnType<typeof opened>>;
  const credited = async (store: Opened) => {
    await store.settled();
    const before = (await store.conversions({ accounts: ['acme'], limit: 100 })).conversions;
    for (const { changed } of (await store.rebuild()).tables) expect(changed).toBe(0);
    return before.map(row => row.touch_id ?? row.attribution);
  };
  const of = async (...events: StoredEvent[]) => credited(await opened({}, ...events));

  describe('a log-in', () => {
    const phone = click('c', { anonymousId: 'phone' });
    const laptop = purchase('p', { anonymousId: 'laptop', userId: 'u' });
    const onPhone = logIn('l', 'phone', 'u');

    it('joins what went before on a device, in whatever order they arrive', async () => {
      for (const each of [
        [phone, onPhone, laptop],
        [onPhone, phone, laptop],
        [laptop, phone, onPhone],
        [laptop, onPhone, phone],
        [phone, laptop, onPhone],
      ]) {
        expect(await of(...each)).toEqual(['c']);
      }
      expect(await of(phone, laptop)).toEqual(['unattributed']);
      expect(await of(phone, logIn('l', 'phone', 'w'), laptop)).toEqual(['unattributed']);
    });

    it('is of one account', async () => {
      const store = await opened({}, phone, { ...onPhone, writeKey: 'o1' }, laptop);
      expect(await credited(store)).toEqual(['unattributed']);
      expect(await credited(await opened({}, phone, { ...onPhone, writeKey: 'k2' }, laptop))).toEqual(['c']);
    });

    it('of the buyer may come after he bought without one', async () => {
      const bought = purchase('p', { anonymousId: 'laptop' });
      const onLaptop = logIn('m', 'laptop', 'u');
      for (const each of [
        [phone, onPhone, bought, onLaptop],
        [phone, bought, onLaptop, onPhone],
        [bought, onLaptop, onPhone, phone],
      ]) {
        expect(await of(...each)).toEqual(['c']);
      }
    });

    it('joins nothing that another user did on the device', async () => {
      const others = click('w', { anonymousId: 'phone', userId: 'w', ...ago(10) });
      expect(await of(phone, others, onPhone, laptop)).toEqual(['c']);
      expect(await of(others, onPhone, laptop)).toEqual(['unattributed']);
    });

    it('leaves the windows as they are', async () => {
      const row = { post_click_expire_mins: 59 };
      expect(await credited(await opened(row, phone, onPhone, laptop))).toEqual(['unattributed']);
      const later = click('d', { anonymousId: 'phone', ...ago(HOUR / 2) });
      expect(await credited(await opened(row, phone, later, onPhone, laptop))).toEqual(['d']);
    });

    it('is forgotten with the last event that told it', async () => {
      const old = NOW - 40 * DAY;
      const store = await opened(
        {},
        { ...onPhone, messageId: 'old', receivedAt: old, time: old },
        { ...onPhone, messageId: 'new' },
        event('last'),
      );
      await store.forget(NOW, 30);
      await append(store, phone, laptop);
      expect(await credited(store)).toEqual(['c']);
      const gone = await opened({}, { ...onPhone, receivedAt: old, time: old }, event('last'));
      await gone.forget(NOW, 30);
      await append(gone, phone, laptop);
      expect(await credited(gone)).toEqual(['unattributed']);
    });

    it('is forgotten with the tag that told it', async () => {
      const there = { ...onPhone, writeKey: 'k2' };
      const gone = await opened({}, there, event('last'));
      await gone.eraseTag('k2');
      await append(gone, phone, laptop);
      expect(await credited(gone)).toEqual(['unattributed']);
      const told = await opened({}, there, { ...onPhone, messageId: 'here' }, event('last'));
      await told.eraseTag('k2');
      await append(told, phone, laptop);
      expect(await credited(told)).toEqual(['c']);
    });

    it('counts for the first devices of a user, and the first users of a device', async () => {
      const devices = Array.from({ length: MAX_DEVICES }, (_, at) => logIn(`l${at}`, `d${at}`, 'u'));
      expect(await of(phone, ...devices, onPhone, laptop)).toEqual(['unattributed']);
      expect(await of(phone, ...devices.slice(1), onPhone, laptop)).toEqual(['c']);
      const users = Array.from({ length: MAX_USERS }, (_, at) => logIn(`l${at}`, 'phone', `u${at}`));
      expect(await of(phone, ...users, onPhone, laptop)).toEqual(['unattributed']);
      expect(await of(phone, ...users.slice(1), onPhone, laptop)).toEqual(['c']);
    });
  });

  describe('a pixel with line items', () => {
    const linked = async (row: Partial<ConversionPixelRow>, ...events: StoredEvent[]) => {
      const store = await opened(row);
      await store.lineItems.add({ ...ad(5), pixels: [1] });
      await append(store, ...events);
      return store;
    };
    const own = click('own', {});
    const foreign = click('foreign', ago(10), '6');
    const bare = adEvent('bare', 'click', ago(5), { campaign_id: '7' });
    const landed = landing('l', { source: 'x' }, ago(1));
    const buy = purchase('p');

    it('is credited to theirs alone, and to landings unless it says otherwise', async () => {
      expect(await credited(await linked({}, own, foreign, bare, buy))).toEqual(['own']);
      expect(await credited(await linked({}, foreign, buy))).toEqual(['unattributed']);
      const [touch] = await credited(await linked({}, own, foreign, landed, buy));
      expect(touch).not.toBe('own');
      const none = { landings_count: 0 } as const;
      expect(await credited(await linked(none, own, foreign, landed, buy))).toEqual(['own']);
      expect(await credited(await opened(none, foreign, landed, buy))).toEqual(['foreign']);
      expect(await credited(await opened(none, landed, buy))).toEqual(['unattributed']);
    });

    it('goes by views likewise', async () => {
      const view = (id: string, ms: number, item: string) =>
        adEvent(id, 'impression', ago(ms), { line_item_id: item });
      const views = [view('own', HOUR, '5'), view('foreign', 1, '6')];
      expect(await credited(await linked({ trigger_type: 'view' }, ...views, buy))).toEqual(['own']);
    });

    it('takes a landing for the line item whose click it names', async () => {
      const none = { landings_count: 0 } as const;
      const named = (id: string) => landing('n', { tgpclid: id }, ago(2));
      const [touch] = await credited(await linked(none, { ...own, anonymousId: 'z' }, named('own'), buy));
      expect(touch).not.toBe('unattributed');
      const far = { ...foreign, anonymousId: 'z' };
      expect(await credited(await linked({}, far, named('foreign'), buy))).toEqual(['unattributed']);
    });

    it('is credited as it was when the event arrived', async () => {
      const store = await opened({}, own, foreign, buy);
      await store.lineItems.add({ ...ad(5), pixels: [1] });
      await append(store, purchase('2', { time: NOW + 1 }));
      const read = (await store.lineItems.get(5))!;
      await store.lineItems.change(read, { name: 'other' });
      await append(store, purchase('3', { time: NOW + 2 }));
      await store.lineItems.remove(5);
      await append(store, purchase('4', { time: NOW + 3 }));
      expect((await credited(store)).reverse()).toEqual(['foreign', 'own', 'own', 'foreign']);
      await append(store, click('late', { ...ago(5), receivedAt: NOW + 9 }));
      expect((await credited(store)).reverse()).toEqual(['late', 'late', 'late', 'late']);
    });
  });
}
