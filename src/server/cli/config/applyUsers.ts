import { narrowTokens } from '../../access/narrowTokens.ts';
import { keepsAnOwner } from '../../access/ownUsers.ts';
import { readAccounts } from '../../access/within.ts';
import { readRole } from '../../api/collector/usersBodies.ts';
import { oneOf } from '../../api/oneOf.ts';
import type { Store } from '../../store/store.ts';
import { ROLES, type Role, type UserRow } from '../../store/users.ts';
import { type ConfigCall, configAccess } from './configCall.ts';
import { differing } from './differing.ts';
import { type Config, configProblem, type Item, type UserItem } from './readConfig.ts';

export interface ApplyingUsers {
  call: ConfigCall;
  store: Store;
  now: number;
  note: (name: string, found: unknown, change: Item) => void;
}

/** Users are made by the API. It changes none; what the file says else of one that is there, is changed here. */
export async function applyUsers({ file, users }: Config, parts: ApplyingUsers): Promise<void> {
  for (const [at, user] of users.entries()) {
    const path = `users[${at}]`;
    const found = await parts.store.users.get(user.name);
    if (!found) {
      await parts.call(path, 'POST', '/users', user);
      parts.note(user.name, undefined, {});
    } else await changeUser(found, user, { file, path, ...parts });
  }
}

async function changeUser(
  found: UserRow,
  { name, password: _, ...wanted }: UserItem,
  { file, path, store, note, now }: ApplyingUsers & { file: string; path: string },
): Promise<void> {
  const { role: asked = found.role, accounts, publish, people, ...more } = wanted;
  const problem = (field: string, message: string) => configProblem(file, `${path}.${field}`, message);
  const [unknown] = Object.keys(more);
  if (unknown !== undefined) throw problem(unknown, 'is not known here');
  if (!isRole(asked)) throw problem('role', oneOf(ROLES));
  for (const [field, value] of Object.entries({ publish, people }))
    if (value !== undefined && typeof value !== 'boolean') throw problem(field, 'must be true or false');
  const ids = await store.accounts.list('*').then(all => all.map(({ id }) => id));
  const isList = Array.isArray(accounts) && accounts.length > 0 && accounts.every(id => ids.includes(id));
  if (accounts !== '*' && !isList) throw problem('accounts', 'must be a list of ids of accounts, or "*"');
  const role = roleOf(
    { role: asked, publish: publish as boolean | undefined, accounts: accounts as string[] | '*' },
    problem,
  );
  const stored = {
    role: found.role,
    people: (found.people ?? 0) > 0,
    accounts: readAccounts(found.accounts),
  };
  const change = differing({ role, accounts, ...(people !== undefined && { people }) }, stored);
  if (!Object.keys(change).length) return;
  const after: UserRow = {
    ...found,
    role,
    accounts: accounts === '*' ? '*' : JSON.stringify(accounts),
    ...(people !== undefined && { people: people ? 1 : 0 }),
  };
  try {
    keepsAnOwner(await store.users.list(), found, after);
  } catch (error) {
    throw problem('role', (error as Error).message.replace(/^role: /, ''));
  }
  await store.users.change(found, { role, accounts: after.accounts, people: after.people });
  await narrowTokens(store, after, now);
  const { kind, id } = configAccess.actor;
  const actor = { actor_kind: kind, actor_id: id, actor_name: configAccess.actor.name };
  const record = { record_kind: 'user' as const, record_id: name, account_id: null, published: null };
  await store.audit.add([
    { time: now, ...actor, ...record, method: 'PUT', route: '/users/:name', status: 200 },
  ]);
  note(name, found, change);
}

const isRole = (value: unknown): value is Role => ROLES.includes(value as Role);

/** As the API reads it: `publish` is of when there were two roles. */
function roleOf(
  said: Parameters<typeof readRole>[0],
  problem: (field: string, message: string) => Error,
): Role {
  try {
    return readRole(said);
  } catch (error) {
    throw problem('publish', (error as Error).message.replace(/^publish: /, ''));
  }
}
