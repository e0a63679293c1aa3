import type { AccountRow } from '../store/rows.ts';
import type { Connection } from './connection.ts';
import { NEXT_SEQ } from './husks.ts';

export interface AccountRules {
  /** Has what an account says now hold for the events from the next one on. In the transaction that changes it. */
  write(account: AccountRow): void;
  /** Whether the account's tags numbered their orders together when an event arrived. */
  areOrdersShared(accountId: string, seq: number): boolean;
}

/** What accounts said of their orders, and since which event. */
export function accountRules(db: Connection): AccountRules {
  const at = db.prepare<{ orders_across_tags: 0 | 1 }>(
    `SELECT orders_across_tags FROM account_rules WHERE account_id = ? AND since_seq <= ?
     ORDER BY since_seq DESC LIMIT 1`,
  );
  const insert = db.prepare(
    `INSERT OR REPLACE INTO account_rules (account_id, since_seq, orders_across_tags)
     VALUES (?, ${NEXT_SEQ}, ?)`,
  );
  const areShared = (id: string, seq: number) => at.get(id, seq)?.orders_across_tags ?? 0;
  return {
    write({ id, orders_across_tags }) {
      if (areShared(id, Number.MAX_SAFE_INTEGER) !== orders_across_tags) insert.run(id, orders_across_tags);
    },
    areOrdersShared: (id, seq) => areShared(id, seq) === 1,
  };
}
