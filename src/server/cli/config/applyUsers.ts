import type { Store } from '../../store/store.ts';
import type { UserRow } from '../../store/users.ts';
import { type ConfigCall, configAccess } from './configCall.ts';
import { differing } from './differing.ts';
import { type Config, configProblem, type Item, type UserItem } from './readConfig.ts';

const ROLES = ['viewer', 'editor'];

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
  const { role = found.role, accounts, publish = false, ...more } = wanted;
  const problem = (field: string, message: string) => configProblem(file, `${path}.${field}`, message);
  const [unknown] = Object.keys(more);
  if (unknown !== undefined) throw problem(unknown, 'is not known here');
  if (!ROLES.includes(role as string)) throw problem('role', 'must be "viewer" or "editor"');
  if (typeof publish !== 'boolean') throw problem('publish', 'must be true or false');
  if (publish && role !== 'editor') throw problem('publish', 'goes with the role "editor" alone');
  const ids = await store.accounts.list('*').then(all => all.map(({ id }) => id));
  const isList = Array.isArray(accounts) && accounts.length > 0 && accounts.every(id => ids.includes(id));
  if (accounts !== '*' && !isList) throw problem('accounts', 'must be a list of ids of accounts, or "*"');
  const as = { role, publish, accounts };
  const stored = {
    role: found.role,
    publish: found.publish > 0,
    accounts: found.accounts === '*' ? '*' : JSON.parse(found.accounts),
  };
  const change = differing(as, stored);
  if (!Object.keys(change).length) return;
  await store.users.change(found, {
    role: role as UserRow['role'],
    publish: publish ? 1 : 0,
    accounts: accounts === '*' ? '*' : JSON.stringify(accounts),
  });
  const { kind, id } = configAccess.actor;
  const actor = { actor_kind: kind, actor_id: id, actor_name: configAccess.actor.name };
  const record = { record_kind: 'user' as const, record_id: name, account_id: null, published: null };
  await store.audit.add([
    { time: now, ...actor, ...record, method: 'PUT', route: '/users/:name', status: 200 },
  ]);
  note(name, found, change);
}
