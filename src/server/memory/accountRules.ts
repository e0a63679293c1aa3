import type { AccountRow } from '../store/rows.ts';
import type { Memory } from './memory.ts';
import { inOrder } from './order.ts';

/** Has what an account says now hold for the events from the next one on. */
export function writeAccountRule(memory: Memory, { id, orders_across_tags }: AccountRow): void {
  const { accountRules, lastSeq } = memory;
  const rule = { account_id: id, since_seq: lastSeq + 1, orders_across_tags };
  if (areOrdersShared(memory, id, Infinity) !== (orders_across_tags === 1)) {
    accountRules.put(rule, accountRules.now(rule));
  }
}

/** Whether the account's tags numbered their orders together when an event arrived. */
export function areOrdersShared({ accountRules }: Memory, accountId: string, seq: number): boolean {
  const held = [...accountRules].filter(rule => rule.account_id === accountId && rule.since_seq <= seq);
  return inOrder(held, ({ since_seq }) => [-since_seq])[0]?.orders_across_tags === 1;
}
