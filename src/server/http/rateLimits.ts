/** Requests or megabytes a minute; `Infinity` for no limit. */
export interface RateLimits {
  /** Of the API, by token. */
  reads: number;
  /** Of the API, by token. */
  writes: number;
  /** By address: an office with a thousand people is one. */
  beacons: number;
  /** The megabytes of those beacons, beyond the 2 kB that a usual one is smaller than. */
  beaconMb: number;
  /** Beacons by write key. */
  tag: number;
  /** The megabytes that they are stored in, beyond the same. */
  tagMb: number;
}

export const RATE_LIMITS: RateLimits = {
  reads: 6000,
  writes: 3000,
  beacons: 30_000,
  beaconMb: 64,
  tag: 600_000,
  tagMb: 640,
};
