import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { RETRY_SECONDS } from '../http/errors.ts';
import { exactly } from '../http/openapi/parts.ts';
import type { Readiness } from './readiness.ts';
import { AliveAnswer } from './statusAnswer.ts';

const NotReady = exactly(
  {
    status: Type.Literal('unavailable'),
    reason: Type.String({ description: 'Why beacons would not be stored just now.' }),
  },
  { title: 'Unavailable' },
);

const live = { summary: 'That the collector lives, whatever its store does', response: { 200: AliveAnswer } };

const ready = {
  summary: 'Whether beacons would be stored just now',
  description: 'It tries a commit, at most once a second. Without one: 503, with the reason.',
  response: { 200: AliveAnswer, 503: NotReady },
};

/** For whatever restarts a collector, or sends requests to another one. Open to all. */
export async function health(app: FastifyInstance, { isReady }: { isReady: Readiness }): Promise<void> {
  const method: ['GET', 'HEAD'] = ['GET', 'HEAD'];
  const answerReady = async (_request: unknown, reply: FastifyReply) => {
    reply.header('cache-control', 'no-store');
    const reason = await isReady();
    if (reason === undefined) return { status: 'ok' as const };
    reply.code(503).header('retry-after', RETRY_SECONDS);
    return { status: 'unavailable' as const, reason };
  };
  app.route({
    method,
    url: '/health/live',
    schema: live,
    handler: async (_request, reply) => {
      reply.header('cache-control', 'no-store');
      return { status: 'ok' as const };
    },
  });
  for (const url of ['/health', '/health/ready', '/ready'])
    app.route({ method, url, schema: ready, handler: answerReady });
}
