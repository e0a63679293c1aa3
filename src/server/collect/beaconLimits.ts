import type { FastifyRequest } from 'fastify';
import { MINUTE_MS } from '../../protocol/durations.ts';
import { addressOf } from '../http/addressOf.ts';
import { RateLimit } from '../http/rateLimit.ts';
import type { RateLimits } from '../http/rateLimits.ts';
import { Refused } from './refused.ts';

/** Whose a request is, and by which proxies it came. */
type Sent = Pick<FastifyRequest, 'headers'> & { ip: string | undefined };

const MB = 1_000_000;

/** What a usual beacon is smaller than: those are bounded by their number, and what is beyond that by its bytes. */
const USUAL = 2000;

const beyond = (bytes: number): number => Math.max(0, bytes - USUAL);

/** Counts beacons and their bytes, and refuses those that are too many. */
export interface BeaconLimits {
  /** @param bytes what it sent, of which some may be stored */
  countAddress(request: Sent, time: number, bytes: number): void;
  /**
   * Counts what `countAddress` took for one beacon as the events that it turned out to be.
   * @param bytes what was counted
   * @param each the bytes of an event
   */
  countEvents(request: Sent, time: number, bytes: number, events: number, each: number): void;
  /** Only for keys that are there: a stranger's inventions would fill the memory. */
  countTag(writeKey: string, time: number, bytes: number): void;
}

export function beaconLimits(limits: RateLimits): BeaconLimits {
  const byAddress = new RateLimit(limits.beacons, MINUTE_MS);
  const byTag = new RateLimit(limits.tag, MINUTE_MS);
  const bytesByAddress = new RateLimit(limits.beaconMb * MB, MINUTE_MS);
  const bytesByTag = new RateLimit(limits.tagMb * MB, MINUTE_MS);
  function countBeacon(request: Sent, address: string, time: number): void {
    const wait = byAddress.hit(address, time);
    if (wait) throw tooMany(`${byAddress.limit} beacons`, whoseAddress(request), wait);
  }
  function countBytes(request: Sent, address: string, time: number, bytes: number): void {
    const pause = bytes && bytesByAddress.hit(address, time, bytes);
    if (pause) throw tooMany(`${limits.beaconMb} MB of large beacons`, whoseAddress(request), pause);
  }
  return {
    countAddress(request, time, bytes) {
      const address = addressOf(request.ip);
      if (address === undefined) return;
      countBeacon(request, address, time);
      countBytes(request, address, time, beyond(bytes));
    },
    countEvents(request, time, bytes, events, each) {
      const address = addressOf(request.ip);
      if (address === undefined) return;
      for (let at = 1; at < events; at++) countBeacon(request, address, time);
      const more = events * beyond(each) - beyond(bytes);
      if (more < 0) bytesByAddress.giveBack(address, -more);
      else countBytes(request, address, time, more);
    },
    countTag(writeKey, time, bytes) {
      const wait = byTag.hit(writeKey, time);
      if (wait) throw tooMany(`${byTag.limit} beacons`, 'for one write key', wait, writeKey);
      const pause = beyond(bytes) && bytesByTag.hit(writeKey, time, beyond(bytes));
      if (pause) throw tooMany(`${limits.tagMb} MB of large beacons`, 'for one write key', pause, writeKey);
    },
  };
}

const tooMany = (limit: string, whose: string, wait: number, writeKey?: string): Refused =>
  new Refused(429, `max requests limit reached: ${limit} a minute ${whose}`, writeKey, wait);

/** Who forgot to name a proxy should find out: all its visitors are one address. */
const whoseAddress = ({ headers }: Sent): string =>
  headers['x-forwarded-for']
    ? 'from one address (of a proxy? name it with --trust-proxy)'
    : 'from one address';
