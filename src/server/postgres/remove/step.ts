import { NoSuchRecord } from '../../store/errors.ts';
import { lockAccount } from '../accountState.ts';
import { dropRebuild } from '../rebuild/fresh.ts';
import type { AccountState } from '../schema.ts';
import type { Server } from '../server.ts';
import type { Session } from '../session.ts';
import type { Value } from '../texts.ts';

/**
 * A little of what removes rows of an account: all of it or nothing, in one order with what is stored of the account. Others have
 * their turn before the next. Throws `NoSuchRecord` where the account is no more.
 */
export async function step<Result>(
  server: Server,
  accountId: string,
  work: (session: Session, state: AccountState) => Promise<Result>,
): Promise<Result> {
  const result = await server.transaction(async session =>
    work(session, await lockAccount(session, accountId)),
  );
  await new Promise(setImmediate);
  return result;
}

/** The same of an erasure: nothing of it is left in a rebuild that was stopped, either. */
export const eraseStep = <Result>(
  server: Server,
  accountId: string,
  work: (session: Session, state: AccountState) => Promise<Result>,
): Promise<Result> =>
  step(server, accountId, async (session, state) => {
    await dropRebuild(session, accountId);
    return work(session, state);
  });

/** Looks for what is to be removed, as long as it takes: nothing is locked, nobody waits for it. */
export const lookFor = <Row>(server: Server, query: string, values: readonly Value[]): Promise<Row[]> =>
  server.transaction(session => session.all<Row>(query, values), { statementMs: 0 });

/** What work on an account comes to; where the account was erased meanwhile, all of it is gone. */
export async function whileThere<Result>(work: Promise<Result>, otherwise: Result): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof NoSuchRecord) return otherwise;
    throw error;
  }
}

/** The number of the last event of an account: what is stored from now on has a later one. */
export async function newestOf(server: Server, accountId: string): Promise<number> {
  const state = await server.first<Pick<AccountState, 'next_seq'>>(
    'SELECT next_seq FROM account_state WHERE account_id = $1',
    [accountId],
  );
  return (state?.next_seq ?? 1) - 1;
}
