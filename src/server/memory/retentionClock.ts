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
  newest: () => run(() => memory.events.at(-1)?.receivedAt ?? null),
});
