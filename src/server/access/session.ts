import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../protocol/durations.ts';
import { Away } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import type { Access } from './access.ts';

const IDLE_MS = 2 * HOUR_MS;

/** How long a log-in lasts at most. */
export const SESSION_MS = DAY_MS;

/** What the token of a log-in opens, by its hash. Asking counts as a use of it. */
export async function sessionAccess(
  { sessions }: Store,
  hash: string,
  time: number,
): Promise<Access | 'expired' | undefined> {
  const session = await sessions.get(hash);
  if (!session) return undefined;
  const { user_name, role, accounts, created_at, used_at } = session;
  if (time - used_at >= IDLE_MS || time - created_at >= SESSION_MS) return 'expired';
  if (time - used_at >= MINUTE_MS) {
    // Reading goes on where the disk is full.
    await sessions.use(hash, time).catch(error => {
      if (!(error instanceof Away)) throw error;
    });
  }
  return {
    accounts: accounts === '*' ? '*' : JSON.parse(accounts),
    scope: role === 'editor' ? 'write' : 'read',
    tokenNumber: 0,
    actor: { kind: 'user', id: user_name, name: user_name },
  };
}
