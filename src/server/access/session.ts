import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../protocol/durations.ts';
import type { Random } from '../http/random.ts';
import { Away } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import type { SessionKind, SessionRow } from '../store/users.ts';
import type { Access } from './access.ts';
import { rightsOf } from './rightsOf.ts';
import { hashToken, makeToken } from './token.ts';

const IDLE_MS = 2 * HOUR_MS;

/** How long a log-in lasts at most. */
export const SESSION_MS = DAY_MS;

/** Begins a log-in; settles with its token. */
export async function beginSession(
  { store, random, now }: { store: Pick<Store, 'sessions'>; random: Random; now: () => number },
  user_name: string,
  kind: SessionKind,
): Promise<string> {
  const token = makeToken(random);
  const time = now();
  const session = { hash: hashToken(token), user_name, created_at: time, used_at: time, kind };
  // An expired one is kept for as long again, to be called expired.
  await store.sessions.add(session, time - 2 * SESSION_MS);
  return token;
}

export const isOver = ({ created_at, used_at }: SessionRow, time: number): boolean =>
  time - used_at >= IDLE_MS || time - created_at >= SESSION_MS;

/** What the token of a log-in opens, by its hash. Asking counts as a use of it. */
export async function sessionAccess(
  { sessions }: Store,
  hash: string,
  time: number,
): Promise<Access | 'expired' | undefined> {
  const session = await sessions.get(hash);
  if (!session) return undefined;
  if (isOver(session, time)) return 'expired';
  const { user_name, user_number, role, accounts, people, used_at, kind } = session;
  if (time - used_at >= MINUTE_MS) {
    // Reading goes on where the disk is full.
    await sessions.use(hash, time).catch(error => {
      if (!(error instanceof Away)) throw error;
    });
  }
  return {
    accounts: accounts === '*' ? '*' : JSON.parse(accounts),
    ...rightsOf(role),
    people: (people ?? 0) > 0,
    tokenNumber: user_number,
    actor: { kind: 'user', id: user_name, name: user_name },
    expiresAt: null,
    session: { hash, kind },
  };
}
