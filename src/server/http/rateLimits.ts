/** Requests or megabytes a minute; `Infinity` for no limit. */
export interface RateLimits {
  /** Of the API, by token. */
  reads: number;
  /** Of the API, by token. */
  writes: number;
  /** By address: an office with a thousand people is one. */
  beacons: number;
  /** The megabytes of those beacons. */
  beaconMb: number;
  /** Beacons by write key. */
  tag: number;
  /** The megabytes that they are stored in. */
  tagMb: number;
}

/** The megabytes are for as many beacons of twice a usual one's 1 kB: who is within the one limit is within the other. */
export const RATE_LIMITS: RateLimits = {
  reads: 6000,
  writes: 3000,
  beacons: 30_000,
  beaconMb: 64,
  tag: 600_000,
  tagMb: 1280,
};
