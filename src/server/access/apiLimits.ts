import type { FastifyRequest } from 'fastify';
import { MINUTE_MS } from '../../protocol/durations.ts';
import { addressOf } from '../http/addressOf.ts';
import { RateLimit } from '../http/rateLimit.ts';
import type { RateLimits } from '../http/rateLimits.ts';
import type { Actor } from './access.ts';

/** As many tokens at full speed may share an address. */
const TOKENS_OF_ADDRESS = 5;

/** Megabytes of bodies that an address may send in a minute: of each the loop is kept for 25 ms at most. */
const BODIES_MB = 64;

/** A request that is one too many. */
export interface TooMany {
  /** What the client should hear. */
  message: string;
  /** In seconds. */
  retryAfter: number;
}

/** Counts the requests of the management APIs, reads and writes each for themselves, over all dialects. */
export class ApiLimits {
  readonly limits: RateLimits;
  readonly #now: () => number;
  readonly #byAddress: Record<'reads' | 'writes', RateLimit>;
  readonly #bytesByAddress: RateLimit;
  readonly #byActor: Record<'reads' | 'writes', RateLimit>;

  constructor(limits: RateLimits, now: () => number) {
    const { reads, writes } = limits;
    this.limits = limits;
    this.#now = now;
    // Whoever sets no limit for writes has none for these either.
    const bytes = Number.isFinite(writes) ? BODIES_MB * 1_000_000 : Number.POSITIVE_INFINITY;
    this.#bytesByAddress = new RateLimit(bytes, MINUTE_MS);
    this.#byActor = { reads: new RateLimit(reads, MINUTE_MS), writes: new RateLimit(writes, MINUTE_MS) };
    this.#byAddress = {
      reads: new RateLimit(reads * TOKENS_OF_ADDRESS, MINUTE_MS),
      writes: new RateLimit(writes * TOKENS_OF_ADDRESS, MINUTE_MS),
    };
  }

  /** Before the token is looked up: whoever tries tokens counts too. */
  byAddress(request: FastifyRequest): TooMany | undefined {
    const address = addressOf(request.ip);
    return address === undefined
      ? undefined
      : this.#hit(this.#byAddress, request, address, 'from this address');
  }

  /** A body's bytes, once they are unpacked. */
  bytes(request: FastifyRequest, bytes: number): TooMany | undefined {
    const address = addressOf(request.ip);
    const retryAfter = address === undefined ? 0 : this.#bytesByAddress.hit(address, this.#now(), bytes);
    if (!retryAfter) return undefined;
    const message = `too many bytes from this address: ${BODIES_MB} MB a minute are allowed, try again in ${retryAfter} s`;
    return { message, retryAfter };
  }

  /** All log-ins of a user are one; the demo's visitors share a token, and count by their addresses. */
  byActor(request: FastifyRequest, { kind, id }: Actor): TooMany | undefined {
    const key = kind === 'demo' ? (addressOf(request.ip) ?? '') : id;
    return this.#hit(this.#byActor, request, `${kind} ${key}`, 'with this token');
  }

  #hit(
    counters: Record<'reads' | 'writes', RateLimit>,
    { method }: FastifyRequest,
    key: string,
    whose: string,
  ): TooMany | undefined {
    const kind = method === 'GET' || method === 'HEAD' ? 'reads' : 'writes';
    const retryAfter = counters[kind].hit(key, this.#now());
    if (!retryAfter) return undefined;
    const { limit } = counters[kind];
    return {
      message: `too many ${kind} ${whose}: ${limit} a minute are allowed, try again in ${retryAfter} s`,
      retryAfter,
    };
  }
}
