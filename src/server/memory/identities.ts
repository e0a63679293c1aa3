import { MAX_DEVICES, MAX_USERS } from '../attribution/identities.ts';
import type { Visitor } from '../attribution/visitor.ts';
import type { Memory } from './memory.ts';

/** Where else touches of a visitor are: of a user, or of a device that `via` has logged in on. */
export interface Place extends Visitor {
  via: string;
}

const devicesOf = ({ identities }: Memory, account: string, user: string): string[] =>
  [...identities]
    .filter(row => row.account_id === account && row.user_id === user)
    .map(({ anonymous_id }) => anonymous_id);

const usersOf = ({ identities }: Memory, account: string, device: string): string[] =>
  [...identities]
    .filter(row => row.account_id === account && row.anonymous_id === device)
    .map(({ user_id }) => user_id);

/**
 * Notes who an event's visitor is; true where that was not known.
 * @param mayJoin of a rebuild: whether one was, or may have been, joined when he came. Default: each
 */
export function join(
  memory: Memory,
  visitor: Visitor,
  seq: number,
  mayJoin: (visitor: Visitor) => boolean = () => true,
): boolean {
  const { identities } = memory;
  const { account_id, anonymous_id, user_id } = visitor;
  if (!anonymous_id || !user_id || identities.get(account_id, user_id, anonymous_id)) return false;
  if (devicesOf(memory, account_id, user_id).length >= MAX_DEVICES) return false;
  if (usersOf(memory, account_id, anonymous_id).length >= MAX_USERS) return false;
  if (!mayJoin(visitor)) return false;
  identities.put({ account_id, user_id, anonymous_id, seq });
  return true;
}

/** Where touches of a conversion's visitor may be, beside his own ids. */
export function beyond(memory: Memory, { account_id, anonymous_id, user_id }: Visitor): Place[] {
  const users = user_id ? [user_id] : usersOf(memory, account_id, anonymous_id);
  return users.flatMap(via => [
    ...(user_id ? [] : [{ account_id, anonymous_id: '', user_id: via, via }]),
    ...devicesOf(memory, account_id, via)
      .filter(device => device !== anonymous_id)
      .map(device => ({ account_id, anonymous_id: device, user_id: '', via })),
  ]);
}

/** Whose conversions a touch or a log-in of a visitor may be credited to, beside his own. */
export function others(memory: Memory, { account_id, anonymous_id, user_id }: Visitor): Visitor[] {
  const users = new Set(usersOf(memory, account_id, anonymous_id));
  if (user_id) users.add(user_id);
  return [...users].flatMap(user => [
    ...(user === user_id ? [] : [{ account_id, anonymous_id: '', user_id: user }]),
    ...devicesOf(memory, account_id, user)
      .filter(device => device !== anonymous_id)
      .map(device => ({ account_id, anonymous_id: device, user_id: '' })),
  ]);
}
