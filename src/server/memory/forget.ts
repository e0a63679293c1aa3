import { DAY_MS, HOUR_MS } from '../../protocol/durations.ts';
import type { CountRow, LastSeenRow } from '../store/rows.ts';
import { forgetIdentities } from './forgetIdentities.ts';
import { leave } from './husks.ts';
import type { Memory } from './memory.ts';
import { unname } from './unname.ts';
import { isKnown } from './writeEvents.ts';

/**
 * Removes the events that are older than their tag allows, the touches made of them and what is counted of them under names
 * that nobody knows. Husks stay, and conversions that name nobody.
 * The newest event of all stays, as it does where its number would be given again.
 * @returns how many events went
 */
export function forget(memory: Memory, now: number, defaultDays: number | null): number {
  const { tags, husks, retention, touches, conversions, counts, hourNames, lastSeen, lastSeq } = memory;
  let removed = 0;
  for (const { write_key, account_id, retention_days } of tags) {
    const days = retention_days ?? defaultDays;
    if (days === null) continue;
    const until = Math.floor((now - days * DAY_MS) / HOUR_MS) * HOUR_MS;
    const old = memory.events.filter(
      ({ writeKey, receivedAt, seq }) => writeKey === write_key && receivedAt < until && seq < lastSeq,
    );
    const gone = new Set(old);
    memory.events = memory.events.filter(event => !gone.has(event));
    for (const event of old) leave(memory, event, false);
    const named = [...husks].filter(
      row => row.writeKey === write_key && row.receivedAt < until && row.type !== '',
    );
    for (const row of named) {
      row.type = row.event = '';
      row.said = undefined;
    }
    if (old.length || named.length) {
      const before = retention.get(write_key);
      retention.put({ write_key, until: Math.max(until, before?.until ?? 0) }, before);
    }
    removed += old.length;

    const there = new Set(memory.events.map(({ seq }) => seq));
    for (const touch of [...touches]) {
      if (touch.account_id === account_id && touch.time < until && !there.has(touch.seq))
        touches.remove(touch);
    }
    forgetIdentities(memory, account_id);
    const goneUntil = retention.get(write_key)?.until ?? 0;
    const isGone = (row: CountRow | LastSeenRow, time: number) =>
      row.write_key === write_key && time < goneUntil && !isKnown(memory, write_key, row.type, row.event);
    for (const row of [...counts]) if (isGone(row, row.hour)) counts.remove(row);
    for (const row of [...lastSeen]) if (isGone(row, row.time)) lastSeen.remove(row);
    for (const row of [...memory.visits]) {
      if (row.write_key === write_key && row.ended_at < goneUntil) memory.visits.remove(row);
    }
    for (const row of [...hourNames]) {
      if (row.write_key === write_key && row.hour < goneUntil) hourNames.remove(row);
    }
    for (const row of conversions) {
      if (row.write_key !== write_key || row.time >= until || there.has(row.seq)) continue;
      if (row.message_id) unname(memory, row, ['anonymous_id', 'user_id']);
    }
  }
  return removed;
}
