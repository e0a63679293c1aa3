import type { Memory } from './memory.ts';

/**
 * Removes who a device's visitor is where the events that told it are gone: of those that are still told, another event
 * stands for it.
 */
export function forgetIdentities({ events, identities, tags }: Memory, accountId: string): void {
  const there = new Set(events.map(({ seq }) => seq));
  for (const row of [...identities]) {
    if (row.account_id !== accountId || there.has(row.seq)) continue;
    const told = events.findLast(
      event =>
        tags.get(event.writeKey)?.account_id === accountId &&
        event.userId === row.user_id &&
        event.anonymousId === row.anonymous_id,
    );
    if (told) row.seq = told.seq;
    else identities.remove(row);
  }
}
