import { HOUR_MS } from '../../protocol/durations.ts';
import type { RetentionClock } from '../store/retentionClock.ts';

/** A longer time without the collector is one that the clock may have made up. */
export const MAX_PAUSE_MS = 12 * HOUR_MS;

/**
 * The clock as it is believed after it was asked again: what it jumped ahead is no time in which events could have arrived, so
 * those from before the jump stay as long as if it were none. Once the collector ran for as long as events are kept, nothing
 * is left from before, and the clock is right again.
 * @param longestMs as long as events of any tag are kept
 */
export function believe(
  last: RetentionClock | undefined,
  now: number,
  { newest, longestMs }: { newest: number | null; longestMs: number },
): RetentionClock {
  const known = last?.time ?? newest ?? now;
  const before = last?.ahead ?? 0;
  const since = last?.since ?? 0;
  const gap = now - known;
  // It went back: by as much it is less ahead.
  if (gap < 0) return { time: now, ahead: before + gap > MAX_PAUSE_MS ? before + gap : 0, since };
  if (gap > MAX_PAUSE_MS) return { time: now, ahead: before + gap, since: known - before };
  const isOver = now - before - since >= longestMs;
  return { time: now, ahead: isOver ? 0 : before, since };
}
