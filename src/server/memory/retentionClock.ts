import type { RetentionClocks } from '../store/retentionClock.ts';
import type { Memory } from './memory.ts';
import type { Run } from './records.ts';

/** The time by which old events are removed. */
export const retentionClock = (run: Run, memory: Memory): RetentionClocks => ({
  get: () => run(() => memory.retentionClock && { ...memory.retentionClock }),
  set: clock =>
    run(() => {
      memory.retentionClock = { ...clock };
    }),
  longestDays: () =>
    run(() => Math.max(0, ...[...memory.tags].map(({ retention_days }) => retention_days ?? 0))),
  newest: () => run(() => memory.events.at(-1)?.receivedAt ?? null),
});
