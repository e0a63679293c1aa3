import type { FastifyInstance } from 'fastify';
import type { Store } from '../store/store.ts';
import { StatusAnswer } from './statusAnswer.ts';

/** How the collector is, for anyone who can reach it. */
export async function status(
  app: FastifyInstance,
  { store, now, version }: { store: Store; now: () => number; version: string },
): Promise<void> {
  const startedAt = now();
  app.get(
    '/status',
    { schema: { summary: 'How the collector is', response: { 200: StatusAnswer } } },
    async (_request, reply) => {
      const { eventsStored, queueLength, lastCommitMs } = store.status();
      reply.header('cache-control', 'no-store');
      return {
        version,
        uptime_seconds: Math.floor((now() - startedAt) / 1000),
        events_stored: eventsStored,
        queue_length: queueLength,
        last_commit_ms: lastCommitMs && Math.round(lastCommitMs * 1000) / 1000,
      };
    },
  );
}
