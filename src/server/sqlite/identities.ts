import { MAX_DEVICES, MAX_USERS } from '../attribution/identities.ts';
import type { Visitor } from '../attribution/visitor.ts';
import type { Connection } from './connection.ts';

/** Where else touches of a visitor are: of a user, or of a device that `via` has logged in on. */
export interface Place extends Visitor {
  via: string;
}

export interface Identities {
  /** Notes who an event's visitor is; true where that was not known. */
  join(visitor: Visitor, seq: number): boolean;
  /** Where touches of a conversion's visitor may be, beside his own ids. */
  beyond(visitor: Visitor): Place[];
  /** Whose conversions a touch or a log-in of a visitor may be credited to, beside his own. */
  others(visitor: Visitor): Visitor[];
}

/**
 * Who visitors are.
 * @param mayJoin of a rebuild: whether one was, or may have been, joined when he came. Default: each
 */
export function identities(db: Connection, mayJoin: (visitor: Visitor) => boolean = () => true): Identities {
  const known = db.prepare(
    'SELECT 1 FROM identities WHERE account_id = ? AND user_id = ? AND anonymous_id = ?',
  );
  const insert = db.prepare(
    'INSERT INTO identities (account_id, user_id, anonymous_id, seq) VALUES (?, ?, ?, ?)',
  );
  const devices = db.prepare<{ id: string }>(
    `SELECT anonymous_id AS id FROM identities WHERE account_id = ? AND user_id = ? LIMIT ${MAX_DEVICES}`,
  );
  const users = db.prepare<{ id: string }>(
    `SELECT user_id AS id FROM identities WHERE account_id = ? AND anonymous_id = ? LIMIT ${MAX_USERS}`,
  );
  const devicesOf = (account: string, user: string) => devices.all(account, user).map(({ id }) => id);
  const usersOf = (account: string, device: string) =>
    device ? users.all(account, device).map(({ id }) => id) : [];

  return {
    join(visitor, seq) {
      const { account_id, anonymous_id, user_id } = visitor;
      if (!anonymous_id || !user_id) return false;
      if (known.get(account_id, user_id, anonymous_id)) return false;
      if (devicesOf(account_id, user_id).length >= MAX_DEVICES) return false;
      if (usersOf(account_id, anonymous_id).length >= MAX_USERS) return false;
      if (!mayJoin(visitor)) return false;
      insert.run(account_id, user_id, anonymous_id, seq);
      return true;
    },

    beyond({ account_id, anonymous_id, user_id }) {
      const those = user_id ? [user_id] : usersOf(account_id, anonymous_id);
      return those.flatMap(via => [
        ...(user_id ? [] : [{ account_id, anonymous_id: '', user_id: via, via }]),
        ...devicesOf(account_id, via)
          .filter(device => device !== anonymous_id)
          .map(device => ({ account_id, anonymous_id: device, user_id: '', via })),
      ]);
    },

    others({ account_id, anonymous_id, user_id }) {
      const those = new Set(usersOf(account_id, anonymous_id));
      if (user_id) those.add(user_id);
      return [...those].flatMap(user => [
        ...(user === user_id ? [] : [{ account_id, anonymous_id: '', user_id: user }]),
        ...devicesOf(account_id, user)
          .filter(device => device !== anonymous_id)
          .map(device => ({ account_id, anonymous_id: device, user_id: '' })),
      ]);
    },
  };
}
