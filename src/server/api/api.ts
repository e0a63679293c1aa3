import type { FastifyInstance } from 'fastify';
import type { Access } from '../access/access.ts';
import type { TooMany } from '../access/apiLimits.ts';
import { authorize } from '../access/auth.ts';
import { answerError, HttpError, ourDialect } from '../http/errors.ts';
import { setDialect } from '../http/openapi/dialect.ts';
import { validate } from '../http/validate.ts';
import type { ApiParts } from './apiRoutes.ts';
import { auditHooks } from './auditHooks.ts';
import { businessPixels } from './businessPixels/routes.ts';
import { accounts } from './collector/accounts.ts';
import { audit } from './collector/audit.ts';
import { conversions } from './collector/conversions.ts';
import { counts } from './collector/counts.ts';
import { events } from './collector/events.ts';
import { firstUser } from './collector/firstUser.ts';
import { ownSession } from './collector/ownSession.ts';
import { sessions } from './collector/sessions.ts';
import { stream } from './collector/stream.ts';
import { tags } from './collector/tags.ts';
import { tokens } from './collector/tokens.ts';
import { users } from './collector/users.ts';
import { pixelEvents } from './pixelEvents/routes.ts';
import { savedPixelsCode } from './savedPixels/code.ts';
import { savedPixels } from './savedPixels/routes.ts';

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
    if (request.routeOptions.config.isOpen) return;
    request.access = await authorize(parts, request);
    refuse(parts.limits.byActor(request, request.access.actor));
  });
  auditHooks(app, parts);
  app.addHook('preValidation', async request => {
    request.query = Object.fromEntries(new URLSearchParams(request.query as string));
  });
  const ours = [
    accounts,
    tags,
    events,
    stream,
    counts,
    conversions,
    users,
    ownSession,
    firstUser,
    sessions,
    tokens,
    audit,
  ];
  for (const routes of [...ours, pixelEvents, businessPixels]) await app.register(routes, parts);
  for (const prefix of ['', '/api/v1']) {
    for (const routes of [savedPixels, savedPixelsCode]) await app.register(routes, { ...parts, prefix });
  }
}

function refuse(tooMany: TooMany | undefined): void {
  if (!tooMany) return;
  throw new HttpError('rate_limit_exceeded', tooMany.message, undefined, tooMany.retryAfter);
}
