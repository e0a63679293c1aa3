import { VOCABULARY } from '../../../protocol/kinds.ts';
import { NotStored } from '../../store/errors.ts';
import type { StoredEvent } from '../../store/event.ts';
import { RULES } from '../../visits/rules.ts';
import { lockStates } from '../accountState.ts';
import type { Context } from '../context.ts';
import type { AccountState } from '../schema.ts';
import type { Server } from '../server.ts';
import type { Session } from '../session.ts';
import { type AccountFacts, accountFacts } from './accountFacts.ts';
import { numbers, texts } from './arrays.ts';
import { creditAgain } from './creditAgain.ts';
import { Elsewhere } from './elsewhere.ts';
import { withHusks } from './husks.ts';
import { insertEvents } from './insertEvents.ts';
import type { Placed } from './placed.ts';
import { project } from './project.ts';

/** An event that waits, and whose it is. */
export interface Item {
  accountId: string;
  event: StoredEvent;
}

/** What a batch came to. */
export interface Written {
  /** Of each, whether it is new; or why it is not stored. */
  results: (boolean | NotStored)[];
  /** How many events each of the accounts has had now. */
  events: Map<string, number>;
  /** Whether conversions are left to be credited again. */
  isDue: boolean;
}

const ADVANCE = `UPDATE account_state AS own SET next_seq = own.next_seq + made.asked, events = own.events + made.added,
    vocabulary = CASE WHEN own.next_seq = 1 THEN $4 ELSE own.vocabulary END,
    rules = CASE WHEN own.next_seq = 1 THEN $5 ELSE own.rules END
  FROM unnest($1::text[], $2::bigint[], $3::bigint[]) AS made(account_id, asked, added)
  WHERE own.account_id = made.account_id`;

const HAS_KEY = `SELECT 1 FROM public_ids WHERE kind = 'write_key' AND id = $1 AND account_id = $2`;

/**
 * The hot path: events with all that is made of them in one transaction, which holds their accounts' locks. What was in the way of
 * others is done again.
 */
export function writeBatch(
  server: Server,
  { servers, mark }: Context,
  perCommit: number,
): (items: readonly Item[]) => Promise<Written> {
  const facts = accountFacts();

  /** Why an event is not to be stored, whatever it says. */
  async function refusalOf({ accountId, event }: Item, state: AccountState | undefined) {
    if (!state) return new Elsewhere('its account is gone');
    if (state.moving) return new Elsewhere('its account moves to another server: send it again');
    if (facts.of(accountId).tags.get(event.writeKey)!.isThere) return undefined;
    // What is left of a tag that was removed, and not erased. In a pool of its own: here others would wait for it.
    const reads = servers.first.within();
    return (await reads.first(HAS_KEY, [event.writeKey, accountId]))
      ? undefined
      : new NotStored('its tag is gone');
  }

  return items =>
    server.transaction(async session => {
      const states = await lockStates(session, [...new Set(items.map(each => each.accountId))]);
      const byId = new Map(states.map(state => [state.account_id, state]));
      facts.enter(states);
      const there = items.filter(each => byId.has(each.accountId));
      await facts.know(
        session,
        there.map(({ accountId, event }) => ({ accountId, kind: 'tags', id: event.writeKey })),
      );
      const results: Written['results'] = [];
      for (const item of items) results.push((await refusalOf(item, byId.get(item.accountId))) ?? false);
      const asked = placed(
        items.flatMap((item, at) => (results[at] === false ? [{ ...item, at }] : [])),
        byId,
      );
      const again = creditAgain(session, facts, perCommit);
      const added = await insertEvents(session, await withoutHusks(session, facts, mark, asked));
      for (const { at } of added) results[at] = true;
      if (added.length) {
        await project(session, { facts, mark, again })(added);
        await advance(session, states, asked, added);
      }
      const counts = countByAccount(added);
      const events = new Map(
        states.map(each => [each.account_id, each.events + (counts.get(each.account_id) ?? 0)]),
      );
      return { results, events, isDue: again.isDue };
    });
}

type Numbered = Placed & { at: number };

/** The first of each `messageId` of a tag, with the numbers that they have where they are new. */
function placed(items: readonly (Item & { at: number })[], states: Map<string, AccountState>): Numbered[] {
  const first = new Set<string>();
  const next = new Map<string, number>();
  return items.flatMap(item => {
    const { accountId, event } = item;
    const key = `${event.writeKey} ${accountId} ${event.messageId}`;
    if (first.has(key)) return [];
    first.add(key);
    const seq = next.get(accountId) ?? states.get(accountId)!.next_seq;
    next.set(accountId, seq + 1);
    return [{ ...item, seq }];
  });
}

async function withoutHusks(
  session: Session,
  facts: AccountFacts,
  mark: Context['mark'],
  events: Numbered[],
): Promise<Numbered[]> {
  const gone = await withHusks(
    session,
    mark,
    events.filter(({ accountId, event }) => facts.of(accountId).tags.get(event.writeKey)!.hasHusks),
  );
  return gone.size ? events.filter(each => !gone.has(each)) : events;
}

const countByAccount = (events: readonly Placed[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { accountId } of events) counts.set(accountId, (counts.get(accountId) ?? 0) + 1);
  return counts;
};

/** Counts the events of each account, and takes the numbers that were given. */
async function advance(
  session: Session,
  states: readonly AccountState[],
  asked: readonly Placed[],
  added: readonly Placed[],
): Promise<void> {
  const [given, counts] = [countByAccount(asked), countByAccount(added)];
  const changed = states.filter(each => counts.has(each.account_id));
  await session.run(ADVANCE, [
    texts(changed, each => each.account_id),
    numbers(changed, each => given.get(each.account_id)!),
    numbers(changed, each => counts.get(each.account_id)!),
    VOCABULARY,
    RULES,
  ]);
}
