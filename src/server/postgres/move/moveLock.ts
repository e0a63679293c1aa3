import type { Session } from '../session.ts';

/** The advisory lock of a store's first server that is had by the one command that moves what is there, or clears up after one. */
export const MOVE_LOCK = 7_498_116;

/** Takes it for as long as a transaction of the first server goes on, which may do nothing itself for hours; false where another one has it. */
export async function takeMoveLock(session: Session): Promise<boolean> {
  await session.run('SET LOCAL idle_in_transaction_session_timeout = 0');
  const lock = await session.first<{ is: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS is', [
    MOVE_LOCK,
  ]);
  return lock!.is;
}
