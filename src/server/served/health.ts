import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { RETRY_SECONDS } from '../http/errors.ts';
import { exactly, nullable } from '../http/openapi/parts.ts';
import type { IsTrusted } from '../http/trustedBy.ts';
import type { Readiness } from './readiness.ts';
import { requestSeen } from './requestSeen.ts';
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

const Seen = exactly(
  {
    protocol: Type.Enum(['http', 'https']),
    host: nullable(Type.String()),
    public_url: nullable(Type.String({ description: 'The one of --public-url that the request came by.' })),
    address: nullable(Type.String({ description: 'Whom its limits count for; null for this machine.' })),
    forwarded: Type.Boolean({ description: 'Whether a proxy says that it passed it on.' }),
    believed: Type.Boolean({ description: 'Whether that proxy is named by --trust-proxy.' }),
  },
  { title: 'RequestSeen' },
);

const seen = { summary: 'How this request reached the collector, for `tgp doctor`', response: { 200: Seen } };

/** For whatever restarts a collector, or sends requests to another one. Open to all. */
export async function health(
  app: FastifyInstance,
  { isReady, isTrusted }: { isReady: Readiness; isTrusted: IsTrusted | undefined },
): Promise<void> {
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
  app.get('/health/request', { schema: seen }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    return requestSeen(request, isTrusted);
  });
  for (const url of ['/health', '/health/ready', '/ready'])
    app.route({ method, url, schema: ready, handler: answerReady });
}
