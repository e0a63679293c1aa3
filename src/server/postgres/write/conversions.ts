import { fireOf } from '../../attribution/fire.ts';
import { refundOf } from '../../attribution/refund.ts';
import { type Touch, touchOf } from '../../attribution/touch.ts';
import type { Visitor } from '../../attribution/visitor.ts';
import { indexed } from '../../store/indexed.ts';
import { isTest } from '../../store/isTest.ts';
import type { Context } from '../context.ts';
import type { Session } from '../session.ts';
import type { AccountFacts } from './accountFacts.ts';
import type { CreditAgain } from './creditAgain.ts';
import type { Heard } from './happenings.ts';
import { identities } from './identities.ts';
import { orders } from './orders.ts';
import type { Placed } from './placed.ts';
import { refunds } from './refunds.ts';
import { touchWriter } from './touchWriter.ts';

/** Makes touches, log-ins, conversions and refunds, in the events' own order. */
export interface Conversions {
  /** Reads in one go what many of those events will ask for: they may be added without it too, one after the other. */
  prepare(events: readonly Placed[]): Promise<void>;
  add(event: Placed, heard: Heard | undefined): Promise<void>;
  /** Writes what waits still. */
  write(): Promise<void>;
}

interface Parts {
  facts: AccountFacts;
  mark: Context['mark'];
  again: CreditAgain;
  /** As in `Projecting`. */
  mayJoin: ((visitor: Visitor) => Promise<boolean>) | undefined;
}

/**
 * What counts is decided by the events' order; what it is credited to by the time of the touches alone, so that one that arrives
 * late still has its due.
 */
export function conversions(session: Session, { facts, mark, again, mayJoin }: Parts): Conversions {
  const { strange, join, others } = identities(session);
  const { write: writeRefund } = refunds(session, { facts, mark });
  const writeOrder = orders(session, { facts, mark });
  const touches = touchWriter(session, { again, others });
  /** What was read in advance: the touches that events are, and the log-ins that may be new. */
  const touchesOf = new Map<Placed, Touch | undefined>();
  const isKnown = new Map<string, boolean>();

  const ownTouch = (event: Placed): Touch | undefined => {
    if (!touchesOf.has(event)) touchesOf.set(event, isTest(event.event) ? undefined : touchOf(event.event));
    return touchesOf.get(event);
  };

  async function prepareJoins(visitors: readonly Visitor[]): Promise<void> {
    const asked = new Map(visitors.map(each => [pairOf(each), each]));
    for (const key of [...asked.keys()]) if (isKnown.has(key)) asked.delete(key);
    if (!asked.size) return;
    for (const key of asked.keys()) isKnown.set(key, true);
    for (const each of await strange([...asked.values()])) isKnown.set(pairOf(each), false);
  }

  /** What went before a log-in is of whoever it is that has logged in. */
  async function writeJoin(visitor: Visitor, seq: number): Promise<void> {
    const key = pairOf(visitor);
    if (!isKnown.has(key)) await prepareJoins([visitor]);
    if (isKnown.get(key)) return;
    await touches.write();
    isKnown.set(key, true);
    if (mayJoin && !(await mayJoin(visitor))) return;
    if (!(await join(visitor, seq))) return;
    for (const each of [visitor, ...(await others(visitor))]) await again.from(each, 0);
  }

  return {
    async prepare(events) {
      await facts.know(
        session,
        events
          .filter(each => ownTouch(each) || isOfBoth(each))
          .map(({ accountId, event }) => ({ accountId, kind: 'tags', id: event.writeKey })),
      );
      await touches.prepare(
        events.flatMap(each => {
          const touch = ownTouch(each);
          return touch ? [{ accountId: each.accountId, touch }] : [];
        }),
      );
      await prepareJoins(events.filter(isOfBoth).map(visitorOf));
    },

    async add(placed, heard) {
      const { accountId, seq, event } = placed;
      const plain = facts.of(accountId).state.plain_event;
      // A test converts nothing; who logs in in it is known.
      const counts = !isTest(event);
      const touch = ownTouch(placed);
      const fire = counts ? fireOf(event, heard?.said, seq <= plain) : undefined;
      const refund = counts && seq > plain ? refundOf(event) : undefined;
      const isJoin = isOfBoth(placed);
      if (!touch && !fire && !refund && !isJoin) return;
      await facts.know(session, [{ accountId, kind: 'tags', id: event.writeKey }]);
      // Its tag was removed while it waited.
      if (!facts.of(accountId).tags.get(event.writeKey)!.isThere) return;
      const visitor = visitorOf(placed);
      if (isJoin && seq > plain) await writeJoin(visitor, seq);
      if (touch) await touches.add(visitor, seq, touch);
      if (fire) {
        const rules = await facts.rulesAt(session, accountId, seq, fire);
        if (rules.length) await touches.write();
        for (const rule of rules) {
          await writeOrder({ ...placed, visitor, fire, first: heard?.first ?? heard?.replaced }, rule);
        }
      }
      if (refund) await writeRefund(placed, refund);
    },

    async write() {
      await touches.write();
      touchesOf.clear();
      isKnown.clear();
    },
  };
}

const isOfBoth = ({ event }: Placed): boolean => event.anonymousId !== '' && event.userId !== '';

const visitorOf = ({ accountId, event }: Placed): Visitor => ({
  account_id: accountId,
  anonymous_id: indexed(event.anonymousId),
  user_id: indexed(event.userId),
});

const pairOf = ({ account_id, anonymous_id, user_id }: Visitor): string =>
  `${account_id} ${user_id.length} ${user_id}${anonymous_id}`;
