import { NoSuchRecord } from '../store/errors.ts';
import type { InvitationRow } from '../store/invitations.ts';
import type { TokenRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { Sessions, UserRow } from '../store/users.ts';
import type { Memory } from './memory.ts';
import { inOrder } from './order.ts';
import { recordPages } from './recordPages.ts';
import { add, change, copy, type Run, records } from './records.ts';

/** What people keep of those who may do what. */
interface Kept {
  users: Store['users'];
  sessions: Sessions;
  invitations: Store['invitations'];
  tokens: Store['tokens'];
}

/** Who may do what: users with their sessions, those who are invited, and tokens. */
export function people(run: Run, { users, sessions, invitations, tokens }: Memory): Kept {
  const endOf = (user: UserRow) => {
    for (const session of [...sessions]) if (session.user_name === user.name) sessions.remove(session);
  };
  const listUsers = () => inOrder(users, ({ name }) => [name]);

  const kind = { table: tokens };
  let lastNumber = 0;
  const listTokens = () => inOrder(tokens, ({ number }) => [number]);

  return {
    users: {
      ...records<UserRow, [name: string], []>(
        run,
        { table: users, told: (user, isRemoved) => void (isRemoved && endOf(user)) },
        listUsers,
      ),
      ...recordPages(run, {
        rows: () => users,
        isOf({ accounts }, of) {
          return accounts === '*' || (JSON.parse(accounts) as string[]).some(id => of.includes(id));
        },
        key: ({ name }) => name,
        name: ({ name }) => name,
        made: ({ created_at }) => created_at,
        texts: ({ name }) => [name],
      }),
    },

    sessions: {
      add: (session, oldest) =>
        run(() => {
          const old = [...sessions].filter(each => each.created_at < oldest);
          sessions.checkUnique(
            session,
            old.find(({ hash }) => hash === session.hash),
          );
          if (!users.get(session.user_name)) throw new NoSuchRecord(`there is no user ${session.user_name}`);
          for (const each of old) sessions.remove(each);
          sessions.put({ ...session });
        }),
      get: hash =>
        run(() => {
          const session = sessions.get(hash);
          if (!session) return undefined;
          const { role, accounts, people, number } = users.get(session.user_name)!;
          return { ...session, role, accounts, people, user_number: number };
        }),
      use: (hash, time) =>
        run(() => {
          const session = sessions.get(hash);
          if (session) session.used_at = time;
        }),
      list: userName =>
        run(() => {
          const own = [...sessions].filter(({ user_name }) => user_name === userName);
          return inOrder(own, ({ created_at, hash }) => [-created_at, hash]).map(row => ({ ...row }));
        }),
      remove: hash =>
        run(() => {
          const session = sessions.get(hash);
          if (session) sessions.remove(session);
          return session !== undefined;
        }),
    },

    invitations: {
      ...records<InvitationRow, [id: string], []>(run, { table: invitations }, () =>
        inOrder(invitations, ({ created_at, id }) => [created_at, id]),
      ),
      ofHash: hash => run(() => copy(invitations.find(each => each.hash === hash))),
    },

    tokens: {
      ...records<TokenRow, [id: string], []>(run, kind, listTokens),
      add: token =>
        run(() => {
          const added = add(kind, { ...token, number: lastNumber + 1 });
          lastNumber++;
          return added;
        }),
      change: (read, to) =>
        run(() => {
          const since = tokens.now(read)?.revoked_at ?? null;
          return change(kind, read, since === null ? to : { ...to, revoked_at: since });
        }),
      ...recordPages(run, {
        rows: () => tokens,
        isOf({ accounts }, of) {
          if (accounts === '*' || accounts === '[]') return false;
          return (JSON.parse(accounts) as string[]).every(id => of.includes(id));
        },
        key: ({ id }) => id,
        name: ({ name }) => name,
        made: ({ number }) => number,
        texts: ({ id, name }) => [id, name],
      }),
      ofHash: hash => run(() => copy(tokens.find(token => token.hash === hash))),
    },
  };
}
