/** The time by which old events are removed. All in ms. */
export interface RetentionClock {
  /** What the clock said when it was asked last. */
  time: number;
  /** How far that was ahead of the time in which the collector ran. */
  ahead: number;
  /** When it last got ahead, in the time in which the collector ran. */
  since: number;
}

/** Where that time is kept. */
export interface RetentionClocks {
  /** Undefined before it was asked. */
  get(): Promise<RetentionClock | undefined>;
  set(clock: RetentionClock): Promise<void>;
  /** When the event was received that arrived last of all; null where there is none. */
  newest(): Promise<number | null>;
  /** The most days for which a tag says that its events are kept; 0 where none says so. */
  longestDays(): Promise<number>;
}
