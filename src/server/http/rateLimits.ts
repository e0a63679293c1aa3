/** Requests a minute; `Infinity` for no limit. */
export interface RateLimits {
  /** Of the API, by token. */
  reads: number;
  /** Of the API, by token. */
  writes: number;
  /** By address: an office with a thousand people is one. */
  beacons: number;
  /** Beacons by write key. */
  tag: number;
}

export const RATE_LIMITS: RateLimits = { reads: 6000, writes: 3000, beacons: 30_000, tag: 600_000 };
