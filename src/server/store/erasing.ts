/** What somebody who waits for an erasure hears of it, and how he stops it. */
export interface Erasing {
  /** Told now and then how many events have gone so far. */
  onProgress?: (events: number) => void;
  /** Stops it between two steps: it rejects with the signal's reason. What has gone stays gone; asked again, it goes on. */
  signal?: AbortSignal;
}

/** The same of a tag's. */
export interface ErasingTag extends Erasing {
  /** Whether the tag itself stays: all through it is there, and at the end it takes beacons. */
  isKept?: boolean;
}
