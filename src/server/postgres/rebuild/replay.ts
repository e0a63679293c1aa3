import type { Visitor } from '../../attribution/visitor.ts';
import type { Context } from '../context.ts';
import type { AccountState } from '../schema.ts';
import type { Session } from '../session.ts';
import { accountFacts } from '../write/accountFacts.ts';
import { creditAgain } from '../write/creditAgain.ts';
import { project } from '../write/project.ts';
import { before } from './before.ts';
import { begin } from './begin.ts';
import { FRESH } from './fresh.ts';
import { nextRows } from './nextRows.ts';

/** Where an account's events are read that are to be begun with. */
const BEGIN = -1;

/** Whether the store joined a visitor, where it may be that events are gone that were in the way of it. */
const wasJoined =
  (session: Session, live: string) =>
  async ({ account_id, user_id, anonymous_id }: Visitor): Promise<boolean> =>
    (await session.first(
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM ${live}.identities WHERE account_id = $1 AND user_id = $2 AND anonymous_id = $3)
         OR NOT (EXISTS (SELECT 1 FROM husks WHERE account_id = $1) OR EXISTS (SELECT 1 FROM retention WHERE account_id = $1))`,
      [account_id, user_id, anonymous_id],
    )) !== undefined;

/** Makes what is made of an account's events again, from the event on at which it stopped before. In a transaction of the caller's. */
export interface Replay {
  /** Reads the next events; false where there are no more. */
  step(session: Session, accountId: string): Promise<boolean>;
  /** Reads all that there are: few, where steps went before. False where events went and it is to begin anew, with steps. */
  finish(session: Session, accountId: string): Promise<boolean>;
  /** The last event that was read. */
  seqOf(accountId: string): number;
}

export function replay(live: string, mark: Context['mark']): Replay {
  const facts = accountFacts();
  const seqs = new Map<string, number>();

  /** Holds the account's place until the transaction ends: whoever takes events away waits. */
  async function placeOf(session: Session, accountId: string): Promise<number | undefined> {
    const row = await session.first<{ seq: number }>(
      `SELECT seq FROM ${FRESH}.replayed WHERE account_id = $1 FOR UPDATE`,
      [accountId],
    );
    seqs.set(accountId, row?.seq ?? 0);
    return row?.seq;
  }

  async function goOn(session: Session, accountId: string, seq: number): Promise<void> {
    await session.run(`UPDATE ${FRESH}.replayed SET seq = $2 WHERE account_id = $1`, [accountId, seq]);
    seqs.set(accountId, seq);
  }

  /** Reads the next events after one; false where there are no more. */
  async function read(session: Session, accountId: string, after: number): Promise<boolean> {
    const [state] = await session.all<AccountState>('SELECT * FROM account_state WHERE account_id = $1', [
      accountId,
    ]);
    // It was erased meanwhile.
    if (!state) return false;
    facts.enter([state]);
    const { events, husks, last, isMore } = await nextRows(session, accountId, after);
    const again = creditAgain(session, facts, Number.POSITIVE_INFINITY);
    if (last !== undefined) {
      const { untilOf, repeats, taking, begun } = await before(session, live, accountId, events);
      const make = project(session, {
        facts,
        mark,
        again,
        before: {
          // Of what is gone it stays a repeat.
          first: async ({ seq }) => repeats.get(seq),
          hasTaken: async ({ seq }) => taking.has(seq),
          isTakenBy: async (seq, by) =>
            (await session.first(
              `SELECT 1 FROM ${live}.happenings WHERE account_id = $1 AND seq = $2 AND first_seq = $3`,
              [accountId, seq, by.seq],
            )) !== undefined,
        },
        mayJoin: wasJoined(session, live),
        visitsAgain: {
          untilOf: async (_, writeKey) => untilOf(writeKey),
          hadBegun: async (_, ...key) => begun.has(JSON.stringify(key)),
        },
        isCounted: ({ writeKey, time }) => time >= untilOf(writeKey),
      });
      await make(events, husks);
      await goOn(session, accountId, last);
    }
    if (isMore) return true;
    // What is to be credited again, in the tables that are made again.
    while (await again.step(accountId));
    return false;
  }

  return {
    seqOf: accountId => Math.max(0, seqs.get(accountId) ?? 0),
    async step(session, accountId) {
      const seq = await placeOf(session, accountId);
      if (seq === undefined) {
        // Alone, and before anything is taken over: whoever takes events away finds it, and waits for what follows.
        await session.run(`INSERT INTO ${FRESH}.replayed (account_id, seq) VALUES ($1, $2)`, [
          accountId,
          BEGIN,
        ]);
        return true;
      }
      if (seq !== BEGIN) return read(session, accountId, seq);
      await begin(session, live, accountId);
      await goOn(session, accountId, 0);
      return true;
    },
    async finish(session, accountId) {
      const seq = await placeOf(session, accountId);
      if (seq === undefined || seq === BEGIN) return false;
      while (await read(session, accountId, seqs.get(accountId)!));
      return true;
    },
  };
}
