import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { ApiLimits } from '../access/apiLimits.ts';
import { type Authorities, authorize } from '../access/auth.ts';
import { HttpError } from '../http/errors.ts';
import { Away } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import { AliveAnswer, StatusAnswer } from './statusAnswer.ts';

export interface StatusParts extends Authorities {
  store: Store;
  now: () => number;
  version: string;
  limits: Pick<ApiLimits, 'byAddress'>;
}

/** That the collector lives, for anyone; how it is, for a token of all accounts. */
export async function status(
  app: FastifyInstance,
  { store, now, version, limits, ...authorities }: StatusParts,
): Promise<void> {
  const startedAt = now();
  app.route({
    method: ['GET', 'HEAD'],
    url: '/status',
    schema: {
      summary: 'That the collector lives; for a token of all accounts, how it is',
      response: { 200: Type.Union([AliveAnswer, StatusAnswer]) },
      shown: { refusals: [401] },
    },
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store');
      if (request.headers.authorization === undefined) return { status: 'ok' as const };
      const tooMany = limits.byAddress(request);
      if (tooMany) throw new HttpError('rate_limit_exceeded', tooMany.message, undefined, tooMany.retryAfter);
      const { accounts } = await authorize(authorities, request);
      if (accounts !== '*') return { status: 'ok' as const };
      const { eventsStored, queueLength, lastCommitMs, bytes, maxBytes } = store.status();
      return {
        status: 'ok' as const,
        version,
        uptime_seconds: Math.floor((now() - startedAt) / 1000),
        events_stored: eventsStored,
        queue_length: queueLength,
        storing: maxBytes === null || bytes < maxBytes,
        store_bytes: bytes,
        max_store_bytes: maxBytes,
        ...((await isOutdated(store)) && { rebuild_offered: true as const }),
        last_commit_ms: lastCommitMs && Math.round(lastCommitMs * 1000) / 1000,
      };
    },
  });
}

/** What a store that is away can't tell is left out: how the collector is must be seen then above all. */
async function isOutdated(store: Store): Promise<boolean> {
  try {
    return await store.isOutdated();
  } catch (error) {
    if (error instanceof Away) return false;
    throw error;
  }
}
