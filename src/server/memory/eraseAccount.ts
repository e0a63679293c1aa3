import { forgetIdentities } from './forgetIdentities.ts';
import type { Memory } from './memory.ts';
import type { Table } from './table.ts';
import { keep } from './unname.ts';
import { placeOf } from './writeEvents.ts';

/**
 * Removes a tag with all that hangs on it; gives how many of it were events. The orders and visitors of its conversions keep others from
 * counting as before.
 * @param isKept whether the tag itself stays
 */
export function eraseTag(memory: Memory, writeKey: string, isKept = false): number {
  const { tags, husks, counts, lastSeen, hourNames, retention, touches, conversions } = memory;
  const tag = tags.get(writeKey);
  if (!tag) return 0;
  // A number for what took the place of its newest event: see the embedded store.
  memory.lastSeq++;
  const own = (row: { write_key: string }) => row.write_key === writeKey;
  for (const event of memory.events) {
    if (event.writeKey === writeKey) memory.known.delete(placeOf(event));
  }
  const before = memory.events.length;
  memory.events = memory.events.filter(event => event.writeKey !== writeKey);
  removeFrom(husks, row => row.writeKey === writeKey);
  const { happenings, kindCounts, kindSeen, refunds } = memory;
  for (const table of [
    ...[counts, lastSeen, hourNames, retention, ...(isKept ? [] : [memory.tagPaths])],
    ...[happenings, kindCounts, kindSeen, refunds, memory.visits],
  ] as unknown as Table<{
    write_key: string;
  }>[]) {
    removeFrom(table, own);
  }
  const there = new Set(memory.events.map(({ seq }) => seq));
  removeFrom(touches, row => row.account_id === tag.account_id && !there.has(row.seq));
  for (const row of conversions) {
    if (own(row)) keep(memory, row);
    else if (row.touch_id !== null && !touches.get(row.account_id, row.touch_id)) row.touch_id = null;
  }
  removeFrom(conversions, own);
  forgetIdentities(memory, tag.account_id);
  if (isKept) tag.disabled = 0;
  else tags.remove(tag);
  return before - memory.events.length;
}

/** Removes an account with all that hangs on it. */
export function eraseAccount(memory: Memory, accountId: string): void {
  const own = (row: { account_id: string }) => row.account_id === accountId;
  for (const tag of [...memory.tags]) if (own(tag)) eraseTag(memory, tag.write_key);
  const { lineItemPixels, campaignPixels, lineItems, campaigns, conversionPixels } = memory;
  const { segments, pixelRules, knownNames, savedPixels, pixelEvents, countedBefore, conversions, touches } =
    memory;
  for (const table of [
    ...[lineItemPixels, campaignPixels, lineItems, campaigns, conversionPixels, pixelRules, knownNames],
    ...[savedPixels, pixelEvents, countedBefore, conversions, touches, segments],
    ...[memory.identities, memory.refunds, memory.accountRules, memory.recordWords],
  ] as unknown as Table<{ account_id: string }>[]) {
    removeFrom(table, own);
  }
  removeFrom(memory.accounts, ({ id }) => id === accountId);
}

function removeFrom<Row extends object>(table: Table<Row>, is: (row: Row) => boolean): void {
  for (const row of [...table]) if (is(row)) table.remove(row);
}
