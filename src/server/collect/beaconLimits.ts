import type { FastifyRequest } from 'fastify';
import { MINUTE_MS } from '../../protocol/durations.ts';
import { addressOf } from '../http/addressOf.ts';
import { RateLimit } from '../http/rateLimit.ts';
import type { RateLimits } from '../http/rateLimits.ts';
import { Refused } from './refused.ts';

/** Counts beacons, and refuses those that are too many. */
export interface BeaconLimits {
  countAddress(request: FastifyRequest, time: number): void;
  /** Only for keys that are there: a stranger's inventions would fill the memory. */
  countTag(writeKey: string, time: number): void;
}

export function beaconLimits(limits: RateLimits): BeaconLimits {
  const byAddress = new RateLimit(limits.beacons, MINUTE_MS);
  const byTag = new RateLimit(limits.tag, MINUTE_MS);
  return {
    countAddress(request, time) {
      const address = addressOf(request.ip);
      const wait = address === undefined ? 0 : byAddress.hit(address, time);
      if (wait) throw tooMany(byAddress, whoseAddress(request), wait);
    },
    countTag(writeKey, time) {
      const wait = byTag.hit(writeKey, time);
      if (wait) throw tooMany(byTag, 'for one write key', wait, writeKey);
    },
  };
}

const tooMany = ({ limit }: RateLimit, whose: string, wait: number, writeKey?: string): Refused =>
  new Refused(429, `max requests limit reached: ${limit} beacons a minute ${whose}`, writeKey, wait);

/** Who forgot to name a proxy should find out: all its visitors are one address. */
const whoseAddress = ({ headers }: FastifyRequest): string =>
  headers['x-forwarded-for']
    ? 'from one address (of a proxy? name it with --trust-proxy)'
    : 'from one address';
