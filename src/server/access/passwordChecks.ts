import { HOUR_MS, MINUTE_MS } from '../../protocol/durations.ts';
import { addressOf } from '../http/addressOf.ts';
import { RateLimit } from '../http/rateLimit.ts';
import type { Store } from '../store/store.ts';
import type { UserRow } from '../store/users.ts';
import { GrowingLimit } from './growingLimit.ts';
import { isPassword, type PasswordCost } from './password.ts';
import { foldName, userNamed } from './sameName.ts';

const WINDOW_MS = 5 * MINUTE_MS;
const LONGEST_WINDOW_MS = HOUR_MS;
/** With one name from one address: a name alone has no limit, or strangers could keep its owner out. */
const TRIES = 10;
/** Those of a whole office; a stranger who tries many names stops here. */
const TRIES_OF_ADDRESS = 100;
/** Failed log-ins that the audit log takes with one name, or with all made-up ones: a flood must not fill the disk. */
const RECORDED = 300;
/** Passwords that are checked at once, at 32 MiB each; and half of them for one address. */
const MAX_CHECKS = 8;

/** What became of a try. */
export type Checked =
  | { retryAfter: number }
  | {
      retryAfter?: undefined;
      /** Whose name and password these are; undefined where they are nobody's. */
      user: UserRow | undefined;
      /** What the audit log calls who tried; null where it takes no more of them. */
      logIn: { kind: 'user' | 'nobody'; name: string } | null;
    };

export type CheckPassword = (name: string, password: string, ip: string) => Promise<Checked>;

/** The one place where passwords are tried: each try counts, whichever route it comes by. */
export function passwordChecks(
  { users }: Pick<Store, 'users'>,
  { now, passwordCost }: { now: () => number; passwordCost: PasswordCost },
): CheckPassword {
  const byBoth = new GrowingLimit(TRIES, WINDOW_MS, LONGEST_WINDOW_MS);
  const byAddress = new RateLimit(TRIES_OF_ADDRESS, WINDOW_MS);
  const recorded = new RateLimit(RECORDED, WINDOW_MS);
  const running: (string | undefined)[] = [];

  return async (name, password, ip) => {
    const address = addressOf(ip);
    const time = now();
    const both = `${address ?? ''} ${foldName(name)}`;
    // The address comes first: past its limit it uses up nobody's tries.
    const retryAfter = (address ? byAddress.hit(address, time) : 0) || byBoth.hit(both, time);
    if (retryAfter) return { retryAfter };
    const ofAddress = address ? running.filter(each => each === address).length : 0;
    if (running.length >= MAX_CHECKS || ofAddress >= MAX_CHECKS / 2) return { retryAfter: 1 };
    running.push(address);
    try {
      const user = await userNamed(users, name);
      const isGood = await isPassword(password, user?.password, passwordCost);
      if (isGood) byBoth.forgive(both);
      // A name that is nobody's may be a password in the wrong field.
      const isRecorded = isGood || !recorded.hit(user?.name ?? '', time);
      return {
        user: isGood ? user : undefined,
        logIn: isRecorded ? (user ? { kind: 'user', name: user.name } : { kind: 'nobody', name: '' }) : null,
      };
    } finally {
      running.splice(running.indexOf(address), 1);
    }
  };
}
