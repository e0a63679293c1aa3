import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { type Access, authorize, type FindAccess } from '../auth.ts';
import { answerError } from '../errors.ts';
import type { Live } from '../live.ts';
import type { Random } from '../random.ts';
import type { Store } from '../store/store.ts';
import { accounts } from './accounts.ts';
import { counts } from './counts.ts';
import { events } from './events.ts';
import { savedPixels } from './savedPixels.ts';
import { savedPixelsCode } from './savedPixelsCode.ts';
import { stream } from './stream.ts';
import { tags } from './tags.ts';
import { validate } from './validate.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the request's token opens; set before every route of the API. */
    access: Access;
  }
}

export interface ApiParts {
  store: Store;
  live: Live;
  now: () => number;
  random: Random;
  version: string;
  findAccess: FindAccess;
  /** How often a silent stream shows that it lives. */
  heartbeatMs: number;
}

export type ApiRoutes = FastifyPluginAsyncTypebox<ApiParts>;

/** Everything that takes an API token. */
export async function api(app: FastifyInstance, parts: ApiParts): Promise<void> {
  app.decorateRequest('access', null as unknown as Access);
  app.setErrorHandler(answerError);
  app.setValidatorCompiler(validate);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'x-request-id': request.id,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    request.access = await authorize(parts.findAccess, request);
  });
  app.addHook('preValidation', async request => {
    request.query = Object.fromEntries(new URLSearchParams(request.query as string));
  });
  for (const routes of [accounts, tags, events, stream, counts]) await app.register(routes, parts);
  for (const prefix of ['', '/api/v1']) {
    for (const routes of [savedPixels, savedPixelsCode]) await app.register(routes, { ...parts, prefix });
  }
}
