import type { Activity, HourCount, StoredEvent } from './event.ts';

/** How many events of a kind a tag had in an hour, each thing that happened once. */
export interface KindCountRow {
  write_key: string;
  /** Of `KINDS`. */
  kind: string;
  /** Start of the hour (UTC), in ms. */
  hour: number;
  count: number;
}

/** When the newest event of a kind was received, by who told of it. */
export interface KindSeenRow {
  write_key: string;
  kind: string;
  /** As `Said` has it; `before` where it was stored before that was noted. */
  source: string;
  time: number;
}

/** Of these tags, events of these kinds. */
export interface OfKinds {
  writeKeys: string[];
  kinds: string[];
}

/** Which counts by kind to read: of the hours from `from` on and before `to`, in ms. */
export interface KindCountFilter {
  writeKeys: string[];
  from?: number | undefined;
  to?: number | undefined;
  limit: number;
  /** Where the last page ended, as that page said it. */
  cursor?: string | undefined;
}

/** Counts by kind, the newest hour first, then by tag and kind. */
export interface KindCountPage {
  counts: KindCountRow[];
  next: string | null;
}

/** What an event was counted as. */
export interface Told {
  writeKey: string;
  messageId: string;
  kind: string;
  /** The event that told it first, and counts; null where it is this one. */
  repeatOf: string | null;
}

/** What happened, by the one vocabulary. */
export interface Kinds {
  /** Throws `BadCursor`. */
  counts(filter: KindCountFilter): Promise<KindCountPage>;
  /** Of each tag that had such events. */
  activity(filter: OfKinds): Promise<Activity[]>;
  /** Of the hours from `from` on and before `to`; oldest first. */
  hours(filter: OfKinds & { from: number; to: number }): Promise<HourCount[]>;
  /** When events of each kind were seen last on these tags. */
  seen(writeKeys: string[]): Promise<KindSeenRow[]>;
  /** What these events were counted as, those that were and that are no page views. */
  told(events: Pick<StoredEvent, 'writeKey' | 'messageId'>[]): Promise<Told[]>;
}
