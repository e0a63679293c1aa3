import { isOfOwn, ownOrders } from '../attribution/ownOrders.ts';
import { sharedCampaign } from '../attribution/sharedCampaign.ts';
import type { Erased, People, Person } from '../store/people.ts';
import { type Part, readHeld, type Section } from '../store/readHeld.ts';
import { visitRow } from '../store/visits.ts';
import { areOrdersShared } from './accountRules.ts';
import { leave } from './husks.ts';
import type { EventRow, Memory } from './memory.ts';
import { page } from './page.ts';
import { eventOf } from './readEvents.ts';
import type { Run } from './records.ts';
import { stored } from './stored.ts';
import { unname } from './unname.ts';
import { visitAgain, visitorOf } from './visits.ts';

const IDS = ['anonymous_id', 'user_id'] as const;

/** All that is held of one person. */
export function person(run: Run, memory: Memory): People {
  const { touches, conversions, tags, countedBefore, mark, visits } = memory;
  const idsOf = (row: EventRow) => ({ anonymous_id: row.anonymousId, user_id: row.userId });
  const accountOf = (row: EventRow) => tags.get(row.writeKey)?.account_id;

  const isOf = (part: Part, accountId: string | undefined, ids: { anonymous_id: string; user_id: string }) =>
    accountId === part.accountId && ids[part.by] === part.id && (!part.isAlone || ids.user_id === '');

  /** Himself last, who leads to the others. */
  function partsOf(accountId: string, { by, id: sent }: Person): Part[] {
    const id = stored(sent);
    const own = memory.events.filter(row => accountOf(row) === accountId && row.userId === id);
    const visitors = by === 'user_id' ? new Set(own.map(row => row.anonymousId)) : new Set<string>();
    visitors.delete('');
    const isShared = (visitor: string) =>
      memory.events.some(
        row =>
          accountOf(row) === accountId &&
          row.anonymousId === visitor &&
          row.userId !== '' &&
          row.userId !== id,
      );
    return [
      ...[...visitors]
        .filter(each => !isShared(each))
        .sort()
        .map(each => ({ accountId, by: 'anonymous_id' as const, id: each, isAlone: true })),
      { accountId, by, id, isAlone: false },
    ];
  }

  function read(section: Section, part: Part, { limit, cursor }: { limit: number; cursor?: string }) {
    if (section === 'events') {
      const meant = memory.events.filter(row => isOf(part, accountOf(row), idsOf(row)));
      const found = page(meant, { limit, cursor, parts: 2 }, row => [row.receivedAt, row.seq]);
      return { rows: found.page.map(eventOf), next: found.next };
    }
    if (section === 'visits') {
      const meant = [...visits].filter(
        row => tags.get(row.write_key)?.account_id === part.accountId && row.visitor === part.id,
      );
      const found = page(meant, { limit, cursor, parts: 2 }, row => [row.started_at, row.seq]);
      return { rows: found.page.map(visitRow), next: found.next };
    }
    const rows = [...(section === 'touches' ? touches : conversions)];
    const meant = rows.filter(row => isOf(part, row.account_id, row));
    const found = page(meant, { limit, cursor, parts: 2 }, row => [row.time, row.seq]);
    return { rows: found.page.map(row => ({ ...row })), next: found.next };
  }

  /** What others did in them is made again. */
  function eraseVisits(parts: Part[], events: EventRow[]): number {
    const before = memory.visits.size;
    const own = [...tags].flatMap(({ write_key, account_id }) =>
      parts.flatMap(part => (part.accountId === account_id ? JSON.stringify([write_key, part.id]) : [])),
    );
    visitAgain(memory, new Set([...own, ...events.flatMap(row => visitorOf(row) ?? [])]));
    return before - memory.visits.size;
  }

  /** What an account itself told of his orders that were given back: nobody's events, which say the order's number. */
  function refundsOf(accountId: string, events: EventRow[]): EventRow[] {
    const orders = ownOrders(events.map(eventOf));
    return memory.events.filter(row => {
      const refund = memory.refunds.get(accountId, row.seq);
      return (
        refund &&
        row.anonymousId === '' &&
        row.userId === '' &&
        orders.some(
          order =>
            order.orderId === refund.order_id &&
            isOfOwn(order, refund, areOrdersShared(memory, accountId, row.seq)),
        )
      );
    });
  }

  function erase(who: Person): Erased {
    const sum: Erased = { events: 0, touches: 0, conversions: 0, visits: 0 };
    for (const accountId of who.accounts) {
      const parts = partsOf(accountId, who);
      const own = (by: (typeof IDS)[number], id: string) =>
        parts.some(part => part.by === by && part.id === id);
      const isMeant = (accountId: string | undefined, ids: { anonymous_id: string; user_id: string }) =>
        parts.some(part => isOf(part, accountId, ids));
      for (const row of conversions) {
        if (!isMeant(row.account_id, row)) continue;
        unname(
          memory,
          row,
          IDS.filter(id => row[id] !== '' && !own(id, row[id])),
        );
        sum.conversions++;
      }
      const gone = [...touches].filter(row => isMeant(row.account_id, row));
      for (const touch of gone) {
        for (const row of conversions) {
          if (row.account_id !== touch.account_id || row.touch_id !== touch.id) continue;
          row.touch_id = null;
          row.campaign = sharedCampaign(row.campaign);
        }
        touches.remove(touch);
      }
      sum.touches += gone.length;
      const ownEvents = memory.events.filter(row => isMeant(accountOf(row), idsOf(row)));
      const events = [...ownEvents, ...refundsOf(accountId, ownEvents)];
      for (const row of events) leave(memory, row, true);
      memory.events = memory.events.filter(row => !events.includes(row));
      sum.visits += eraseVisits(parts, events);
      sum.events += events.length;
      for (const row of [...memory.identities]) {
        if (row.account_id === accountId && parts.some(part => !part.isAlone && row[part.by] === part.id))
          memory.identities.remove(row);
      }
      const marks = parts.map(({ by, id }) => mark(by, id));
      for (const row of [...countedBefore]) {
        if (row.account_id === accountId && marks.includes(row.mark)) countedBefore.remove(row);
      }
    }
    return sum;
  }

  return {
    held: filter =>
      run(() => {
        const parts = filter.accounts.flatMap(accountId => partsOf(accountId, filter).reverse());
        return readHeld(parts, read as never, filter);
      }),
    erase: (who, { onProgress, signal } = {}) =>
      run(() => {
        signal?.throwIfAborted();
        const sum = erase(who);
        onProgress?.(sum.events);
        return sum;
      }),
    mark: ({ by, id }) => run(() => mark(by, stored(id))),
  };
}
