import { readCountCursor, writeCountCursor } from '../store/countCursor.ts';
import type { KindCountRow, Kinds } from '../store/kinds.ts';
import type { Memory } from './memory.ts';
import { compare, inOrder } from './order.ts';
import type { Run } from './records.ts';
import { placeOf } from './writeEvents.ts';

/** How many events there were of each kind, when each was last seen, and what each event was counted as. */
export function kinds(run: Run, memory: Memory): Kinds {
  const { kindCounts, kindSeen, happenings } = memory;
  return {
    counts: ({ writeKeys, from = -Infinity, to = Infinity, limit, cursor }) =>
      run(() => {
        const place = ({ hour, write_key, kind }: Omit<KindCountRow, 'count'>) => [-hour, write_key, kind];
        const read = cursor === undefined ? undefined : readCountCursor(cursor);
        const after = read && place({ ...read, kind: read.event });
        const meant = [...kindCounts].filter(
          row => writeKeys.includes(row.write_key) && row.hour >= from && row.hour < to,
        );
        const rest = inOrder(meant, place).filter(row => !after || compare(place(row), after) > 0);
        const counts = rest.slice(0, limit).map(row => ({ ...row }));
        const last = counts.at(-1);
        const isMore = last && rest.length > limit;
        return {
          counts,
          next: isMore ? writeCountCursor({ ...last, type: 'track', event: last.kind }) : null,
        };
      }),

    activity: ({ writeKeys, kinds }) =>
      run(() =>
        inOrder(writeKeys, key => [key]).flatMap(write_key => {
          const is = (row: { write_key: string; kind: string }) =>
            row.write_key === write_key && kinds.includes(row.kind);
          const hours = [...kindCounts].filter(is).map(({ hour }) => hour);
          const times = [...kindSeen].filter(is).map(({ time }) => time);
          return hours.length
            ? [{ write_key, firstHour: Math.min(...hours), lastSeen: Math.max(...times) }]
            : [];
        }),
      ),

    hours: ({ writeKeys, kinds, from, to }) =>
      run(() => {
        const found = new Map<string, Omit<KindCountRow, 'kind'>>();
        for (const { write_key, kind, hour, count } of kindCounts) {
          if (!writeKeys.includes(write_key) || !kinds.includes(kind) || hour < from || hour >= to) continue;
          const key = JSON.stringify([write_key, hour]);
          found.set(key, { write_key, hour, count: count + (found.get(key)?.count ?? 0) });
        }
        return inOrder(found.values(), ({ hour, write_key }) => [hour, write_key]);
      }),

    seen: writeKeys =>
      run(() =>
        inOrder(
          [...kindSeen].filter(row => writeKeys.includes(row.write_key)),
          ({ write_key, kind, source }) => [writeKeys.indexOf(write_key), kind, source],
        ).map(row => ({ ...row })),
      ),

    told: events =>
      run(() =>
        events.flatMap(({ writeKey, messageId }) => {
          const isThere = memory.known.has(placeOf({ writeKey, messageId }));
          const row = happenings.find(
            each => isThere && each.write_key === writeKey && each.message_id === messageId,
          );
          return row ? [{ writeKey, messageId, kind: row.kind, repeatOf: row.first?.id ?? null }] : [];
        }),
      ),
  };
}
