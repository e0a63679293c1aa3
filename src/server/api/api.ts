import type { FastifyInstance } from 'fastify';
import { type Access, authorize } from '../auth.ts';
import { answerError, HttpError, ourDialect } from '../errors.ts';
import { setDialect } from '../openapi/dialect.ts';
import { accounts } from './accounts.ts';
import type { TooMany } from './apiLimits.ts';
import type { ApiParts } from './apiRoutes.ts';
import { audit } from './audit.ts';
import { auditHooks } from './auditHooks.ts';
import { businessPixels } from './businessPixels.ts';
import { conversions } from './conversions.ts';
import { counts } from './counts.ts';
import { events } from './events.ts';
import { pixelEvents } from './pixelEvents.ts';
import { savedPixels } from './savedPixels.ts';
import { savedPixelsCode } from './savedPixelsCode.ts';
import { stream } from './stream.ts';
import { tags } from './tags.ts';
import { tokens } from './tokens.ts';
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
    refuse(parts.limits.byAddress(request));
    request.access = await authorize(parts.findAccess, request);
    refuse(parts.limits.byActor(request, request.access.actor));
  });
  auditHooks(app, parts);
  app.addHook('preValidation', async request => {
    request.query = Object.fromEntries(new URLSearchParams(request.query as string));
  });
  const ours = [accounts, tags, events, stream, counts, conversions, users, tokens, audit];
  for (const routes of [...ours, pixelEvents, businessPixels]) await app.register(routes, parts);
  for (const prefix of ['', '/api/v1']) {
    for (const routes of [savedPixels, savedPixelsCode]) await app.register(routes, { ...parts, prefix });
  }
}

function refuse(tooMany: TooMany | undefined): void {
  if (!tooMany) return;
  throw new HttpError('rate_limit_exceeded', tooMany.message, undefined, tooMany.retryAfter);
}
