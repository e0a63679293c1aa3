import { MAX_DEVICES, MAX_USERS } from '../../attribution/identities.ts';
import type { Visitor } from '../../attribution/visitor.ts';
import type { Session } from '../session.ts';
import { numbers, texts } from './arrays.ts';

/** Where else touches of a visitor are: of a user, or of a device that `via` has logged in on. */
export interface Place extends Visitor {
  via: string;
}

export interface Identities {
  /** Of visitors with both ids, those of whom it may not be known yet that they are one. */
  strange(visitors: readonly Visitor[]): Promise<Visitor[]>;
  /** Notes who an event's visitor is; true where that was not known. */
  join(visitor: Visitor, seq: number): Promise<boolean>;
  /** Where touches of a conversion's visitor may be, beside his own ids. */
  beyond(visitor: Visitor): Promise<Place[]>;
  /** Whose conversions a touch or a log-in of a visitor may be credited to, beside his own. */
  others(visitor: Visitor): Promise<Visitor[]>;
}

const devicesOf = (account: string, user: string) =>
  `SELECT anonymous_id FROM identities WHERE account_id = ${account} AND user_id = ${user}
   ORDER BY anonymous_id LIMIT ${MAX_DEVICES}`;
const usersOf = (account: string, device: string) =>
  `SELECT user_id FROM identities WHERE account_id = ${account} AND anonymous_id = ${device}
   ORDER BY user_id LIMIT ${MAX_USERS}`;

/** Whether there is room for one more of a user's devices and of a device's users. */
const mayJoin = (account: string, user: string, device: string) =>
  `(SELECT true FROM identities WHERE account_id = ${account} AND user_id = ${user} AND anonymous_id = ${device}) IS NULL
   AND (SELECT count(*) FROM (${devicesOf(account, user)}) AS own) < ${MAX_DEVICES}
   AND (SELECT count(*) FROM (${usersOf(account, device)}) AS own) < ${MAX_USERS}`;

const STRANGE = `SELECT at FROM unnest($1::int[], $2::text[], $3::text[], $4::text[])
    AS asked(at, account_id, user_id, anonymous_id)
  WHERE ${mayJoin('asked.account_id', 'asked.user_id', 'asked.anonymous_id')}`;

const JOIN = `INSERT INTO identities (account_id, user_id, anonymous_id, seq)
  SELECT $1, $2, $3, $4::bigint WHERE ${mayJoin('$1', '$2', '$3')} ON CONFLICT DO NOTHING`;

/** Users that a visitor is or may be, with their devices. */
const beyond = (isOwn: string) =>
  `SELECT whose.user_id AS via, device.anonymous_id AS device FROM (
     SELECT $3::text AS user_id WHERE $3 <> ''
     UNION (${usersOf('$1', `$2 AND $2 <> '' AND ${isOwn}`)})) AS whose
   LEFT JOIN LATERAL (${devicesOf('$1', 'whose.user_id')}) AS device ON true ORDER BY 1, 2`;

/** Of whom it is told who he is, that one alone. */
const BEYOND = beyond(`$3 = ''`);
const OTHERS = beyond('true');

/** Who visitors are. */
export function identities(session: Session): Identities {
  type Row = { via: string; device: string | null };
  const read = (statement: string, { account_id, anonymous_id, user_id }: Visitor) =>
    session.all<Row>(statement, [account_id, anonymous_id, user_id]);
  const usersIn = (rows: Row[]) => [...new Set(rows.map(({ via }) => via))];

  return {
    async strange(visitors) {
      if (!visitors.length) return [];
      const rows = await session.all<{ at: number }>(STRANGE, [
        numbers([...visitors.keys()], at => at),
        texts(visitors, each => each.account_id),
        texts(visitors, each => each.user_id),
        texts(visitors, each => each.anonymous_id),
      ]);
      return rows.map(({ at }) => visitors[at]!);
    },

    async join({ account_id, anonymous_id, user_id }, seq) {
      if (!anonymous_id || !user_id) return false;
      return (await session.run(JOIN, [account_id, user_id, anonymous_id, seq])) > 0;
    },

    async beyond(visitor) {
      const { account_id, anonymous_id, user_id } = visitor;
      const rows = await read(BEYOND, visitor);
      return usersIn(rows).flatMap(via => [
        ...(user_id ? [] : [{ account_id, anonymous_id: '', user_id: via, via }]),
        ...rows.flatMap(({ via: whose, device }) =>
          whose === via && device !== null && device !== anonymous_id
            ? [{ account_id, anonymous_id: device, user_id: '', via }]
            : [],
        ),
      ]);
    },

    async others(visitor) {
      const { account_id, anonymous_id, user_id } = visitor;
      const rows = await read(OTHERS, visitor);
      return usersIn(rows).flatMap(user => [
        ...(user === user_id ? [] : [{ account_id, anonymous_id: '', user_id: user }]),
        ...rows.flatMap(({ via, device }) =>
          via === user && device !== null && device !== anonymous_id
            ? [{ account_id, anonymous_id: device, user_id: '' }]
            : [],
        ),
      ]);
    },
  };
}
