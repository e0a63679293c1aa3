import type { FastifyInstance } from 'fastify';
import { type Access, authorize } from '../auth.ts';
import { answerError, ourDialect } from '../errors.ts';
import { setDialect } from '../openapi/dialect.ts';
import { accounts } from './accounts.ts';
import type { ApiParts } from './apiRoutes.ts';
import { businessPixels } from './businessPixels.ts';
import { counts } from './counts.ts';
import { events } from './events.ts';
import { pixelEvents } from './pixelEvents.ts';
import { savedPixels } from './savedPixels.ts';
import { savedPixelsCode } from './savedPixelsCode.ts';
import { stream } from './stream.ts';
import { tags } from './tags.ts';
import { users } from './users.ts';
import { validate } from './validate.ts';

/** Everything that takes an API token. */
export async function api(app: FastifyInstance, parts: ApiParts): Promise<void> {
  app.decorateRequest('access', null as unknown as Access);
  app.setErrorHandler(answerError);
  setDialect(app, ourDialect);
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
  const ours = [accounts, tags, events, stream, counts, users];
  for (const routes of [...ours, pixelEvents, businessPixels]) await app.register(routes, parts);
  for (const prefix of ['', '/api/v1']) {
    for (const routes of [savedPixels, savedPixelsCode]) await app.register(routes, { ...parts, prefix });
  }
}
