import type { NewAuditRow } from '../store/audit.ts';
import type { Store } from '../store/store.ts';

/** The rights that began as a part of others. */
const RIGHTS = ['publish', 'people'] as const;

/**
 * Writes into the audit log who has a right since it is one of its own: whoever could before. Once for each; whoever is made
 * later has it only where that is said.
 */
export async function noteUpgrade(
  { tokens, users, audit }: Pick<Store, 'tokens' | 'users' | 'audit'>,
  time: number,
): Promise<void> {
  for (const right of RIGHTS) {
    const common = {
      time,
      actor_kind: 'upgrade',
      actor_id: '',
      actor_name: 'upgrade',
      method: 'GRANT',
      route: right,
      account_id: null,
      status: 200,
      published: null,
    } as const;
    const newTokens = (await tokens.list()).filter(row => row[right] === 2);
    const newUsers = (await users.list()).filter(row => row[right] === 2);
    if (!newTokens.length && !newUsers.length) continue;
    const rows: NewAuditRow[] = [
      // The owner's own token, which is not stored.
      { ...common, record_kind: null, record_id: 'admin' },
      ...newTokens.map(({ id }) => ({ ...common, record_kind: 'token' as const, record_id: id })),
      ...newUsers.map(({ name }) => ({ ...common, record_kind: 'user' as const, record_id: name })),
    ];
    await audit.add(rows);
    for (const row of newTokens) await tokens.change(row, { [right]: 1 });
    for (const row of newUsers) await users.change(row, { [right]: 1 });
  }
}
