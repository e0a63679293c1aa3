import type { Visitor } from '../../attribution/visitor.ts';
import { indexed } from '../../store/indexed.ts';
import { isTest } from '../../store/isTest.ts';
import type { Context } from '../context.ts';
import type { HuskRow } from '../schema.ts';
import type { Session } from '../session.ts';
import type { AccountFacts } from './accountFacts.ts';
import { conversions } from './conversions.ts';
import { countKinds } from './countKinds.ts';
import { countNames } from './countNames.ts';
import type { CreditAgain } from './creditAgain.ts';
import { type Before, happenings } from './happenings.ts';
import type { Placed } from './placed.ts';
import { says } from './says.ts';
import { remade } from './visits/remade.ts';
import { type Again, visitWriter } from './visits/visitWriter.ts';

export interface Projecting {
  facts: AccountFacts;
  mark: Context['mark'];
  again: CreditAgain;
  /** Of a rebuild: what the store had noted of what was told twice. */
  before?: Before;
  /** Of a rebuild: whether a visitor was, or may have been, joined when he came. */
  mayJoin?: (visitor: Visitor) => Promise<boolean>;
  /** Of a rebuild: see `visitWriter`. */
  visitsAgain?: Again;
  /** Of a rebuild: whether an event or husk counts; what does not is heard all the same. Default: each. */
  isCounted?: (row: { accountId: string; writeKey: string; time: number }) => boolean;
}

/**
 * Makes all that is made of events, in their own order: counts, last-seen times, kinds, visits, touches, log-ins, conversions,
 * refunds. Most of them cost no statement of their own. Tables are named without a schema; each function is for one
 * transaction, and for as many events as it likes.
 */
export function project(
  session: Session,
  { facts, mark, again, before, mayJoin, visitsAgain, isCounted = () => true }: Projecting,
): (events: readonly Placed[], husks?: readonly HuskRow[]) => Promise<void> {
  const say = says(session, facts);
  const hear = happenings(session, mark, before);
  const names = countNames(session, facts);
  const kinds = countKinds(session);
  const convert = conversions(session, { facts, mark, again, mayJoin });
  const visits = visitsAgain
    ? visitWriter(session, { again: visitsAgain })
    : visitWriter(session, { remade: remade(session, facts) });

  function addHusk(row: HuskRow): void {
    const { account_id: accountId, seq, write_key: writeKey, type, time, received_at: receivedAt } = row;
    if (type === '' || !isCounted({ accountId, writeKey, time })) return;
    names.add({ accountId, seq, writeKey, type, event: row.event, time, receivedAt });
    const { kind, source } = row;
    if (kind === '') return;
    kinds.add({ accountId, writeKey, kind, source, time, receivedAt, isRepeat: row.is_repeat === 1 });
  }

  return async (events, husks = []) => {
    const said = await say(events);
    await convert.prepare(events);
    await visits.prepare(events);
    let husk = 0;
    for (const [at, placed] of events.entries()) {
      while (husk < husks.length && husks[husk]!.seq < placed.seq) addHusk(husks[husk++]!);
      const { accountId, seq, event } = placed;
      const { writeKey, type, time, receivedAt } = event;
      const counts = isCounted({ accountId, writeKey, time });
      if (counts && !isTest(event)) {
        names.add({ accountId, seq, writeKey, type, event: indexed(event.event), time, receivedAt });
      }
      const heard = await hear(placed, said[at]);
      if (heard && counts) {
        const { source, kind } = heard.said;
        const isRepeat = heard.first !== undefined;
        kinds.add({ accountId, writeKey, kind: kind.kind, source, time, receivedAt, isRepeat });
      }
      const { replaced } = heard ?? {};
      if (replaced && isCounted({ accountId, writeKey, time: replaced.event.time })) {
        kinds.take({ accountId, writeKey, kind: replaced.said.kind.kind, time: replaced.event.time });
      }
      await convert.add(placed, heard);
      await visits.add(placed, heard);
    }
    while (husk < husks.length) addHusk(husks[husk++]!);
    await names.write();
    await kinds.write();
    await convert.write();
    await visits.write();
  };
}
