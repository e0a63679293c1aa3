import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../protocol/durations.ts';
import type { Random } from '../http/random.ts';
import { Away, NoSuchRecord } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import type { SessionKind, SessionRow, UserRow } from '../store/users.ts';
import type { Access } from './access.ts';
import { rightsOf } from './rightsOf.ts';
import { hashToken, makeToken } from './token.ts';

const IDLE_MS = 2 * HOUR_MS;

/** How long a log-in lasts at most. */
export const SESSION_MS = DAY_MS;

/**
 * Begins a log-in; settles with its token. Undefined where the user was removed, or has another password, since his was looked at:
 * to check one takes time, and a change of it ends all log-ins that there are by then.
 */
export async function beginSession(
  { store, random, now }: { store: Pick<Store, 'sessions' | 'users'>; random: Random; now: () => number },
  { name: user_name, password }: Pick<UserRow, 'name' | 'password'>,
  kind: SessionKind,
): Promise<string | undefined> {
  const token = makeToken(random);
  const time = now();
  const session = { hash: hashToken(token), user_name, created_at: time, used_at: time, kind };
  try {
    // An expired one is kept for as long again, to be called expired.
    await store.sessions.add(session, time - 2 * SESSION_MS);
  } catch (error) {
    if (error instanceof NoSuchRecord) return undefined;
    throw error;
  }
  if ((await store.users.get(user_name))?.password === password) return token;
  await store.sessions.remove(session.hash);
  return undefined;
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
