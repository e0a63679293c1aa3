import type { NewAuditRow } from '../store/audit.ts';
import type { Store } from '../store/store.ts';
import type { UserRow } from '../store/users.ts';

type Upgraded = Pick<Store, 'tokens' | 'users' | 'audit'>;

/** The rights that began as a part of others; of users, publishing is now what their role says. */
const RIGHTS = ['publish', 'people'] as const;

/** Writes into the audit log who has which right and which role since an upgrade. Once for each. */
export async function noteUpgrade(store: Upgraded, time: number): Promise<void> {
  for (const right of RIGHTS) await noteRight(store, right, time);
  await noteRoles(store, time);
}

const entry = (time: number, route: string) =>
  ({
    time,
    actor_kind: 'upgrade',
    actor_id: '',
    actor_name: 'upgrade',
    method: 'GRANT',
    route,
    account_id: null,
    status: 200,
    published: null,
  }) as const;

/**
 * Who has a right since it is one of its own: whoever could before. Whoever is made later has it only where that is
 * said.
 */
async function noteRight(
  { tokens, users, audit }: Upgraded,
  right: (typeof RIGHTS)[number],
  time: number,
): Promise<void> {
  const common = entry(time, right);
  const newTokens = (await tokens.list()).filter(row => row[right] === 2);
  const newUsers = right === 'people' ? (await users.list()).filter(row => row.people === 2) : [];
  if (!newTokens.length && !newUsers.length) return;
  const rows: NewAuditRow[] = [
    // The owner's own token, which is not stored.
    { ...common, record_kind: null, record_id: 'admin' },
    ...newTokens.map(({ id }) => ({ ...common, record_kind: 'token' as const, record_id: id })),
    ...newUsers.map(({ name }) => ({ ...common, record_kind: 'user' as const, record_id: name })),
  ];
  await audit.add(rows);
  for (const row of newTokens) await tokens.change(row, { [right]: 1 });
  for (const row of newUsers) await users.change(row, { people: 1 });
}

/** Whose role has another name since there are four. */
async function noteRoles({ users, audit }: Upgraded, time: number): Promise<void> {
  const renamed = (await users.list()).filter(({ upgraded }) => upgraded === 1);
  const rowOf = ({ name, role }: UserRow): NewAuditRow => ({
    ...entry(time, role),
    record_kind: 'user',
    record_id: name,
  });
  if (renamed.length) await audit.add(renamed.map(rowOf));
  for (const row of renamed) await users.change(row, { upgraded: 0 });
}
