import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Access } from '../access/access.ts';
import type { TooMany } from '../access/apiLimits.ts';
import { authorize } from '../access/auth.ts';
import { answerError, HttpError, invalid, ourDialect } from '../http/errors.ts';
import { inflateBodies } from '../http/inflate.ts';
import { setDialect } from '../http/openapi/dialect.ts';
import { validate } from '../http/validate.ts';
import { answerResponse } from './advertising/dialect.ts';
import type { ApiParts } from './apiRoutes.ts';
import { auditHooks } from './auditHooks.ts';
import { boundOpenBodies, countedBody, hadToWait, tooManyError } from './bodies.ts';
import { answerMessages, businessPixels } from './businessPixels/routes.ts';
import { accounts } from './collector/accounts.ts';
import { audit } from './collector/audit.ts';
import { checks } from './collector/checks.ts';
import { conversions } from './collector/conversions.ts';
import { conversionTouches } from './collector/conversionTouches.ts';
import { counts } from './collector/counts.ts';
import { demo } from './collector/demo.ts';
import { events } from './collector/events.ts';
import { eventWay } from './collector/eventWay.ts';
import { firstUser } from './collector/firstUser.ts';
import { invitations } from './collector/invitations.ts';
import { join } from './collector/join.ts';
import { ownSession } from './collector/ownSession.ts';
import { people } from './collector/people.ts';
import { refunds } from './collector/refunds.ts';
import { refusals } from './collector/refusals.ts';
import { attribution } from './collector/reports/attribution.ts';
import { breakdowns } from './collector/reports/breakdowns.ts';
import { reports } from './collector/reports/reports.ts';
import { sessions } from './collector/sessions.ts';
import { stream } from './collector/stream.ts';
import { tagSecret } from './collector/tagSecret.ts';
import { tags } from './collector/tags.ts';
import { tokens } from './collector/tokens.ts';
import { users } from './collector/users.ts';
import { visits } from './collector/visits.ts';
import { answerDetail, pixelEvents } from './pixelEvents/routes.ts';
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
    throwIf(parts.limits.byAddress(request));
    if (request.routeOptions.config.isOpen) return;
    request.access = await authorize(parts, request);
    throwIf(parts.limits.byActor(request, request.access.actor));
  });
  boundOpenBodies(app);
  app.removeContentTypeParser('application/json');
  const json = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    countedBody(parts.limits, tooManyError, json),
  );
  auditHooks(app, parts);
  inflateBodies(app, (status, reason) =>
    status === 415 ? new HttpError('unsupported_media_type', reason) : new HttpError('bad_request', reason),
  );
  app.addHook('preValidation', async request => {
    if (hadToWait(request)) request.access = await authorize(parts, request);
    request.query = onceEach(new URLSearchParams(request.query as string));
  });
  const ours = [
    accounts,
    tags,
    tagSecret,
    events,
    eventWay,
    stream,
    refusals,
    checks,
    counts,
    conversions,
    conversionTouches,
    refunds,
    reports,
    breakdowns,
    attribution,
    visits,
    users,
    ownSession,
    firstUser,
    invitations,
    join,
    sessions,
    tokens,
    audit,
    people,
    demo,
  ];
  for (const routes of [...ours, pixelEvents, businessPixels]) await app.register(routes, parts);
  await app.register(businessPixels, { ...parts, prefix: '/ads/v3' });
  for (const prefix of ['', '/api/v1']) {
    for (const routes of [savedPixels, savedPixelsCode]) await app.register(routes, { ...parts, prefix });
  }
}

/** The parameters of a query by name. One that is there twice says two things: it is refused, whichever was meant. */
function onceEach(query: URLSearchParams): Record<string, string> {
  const twice = [...new Set(query.keys())].filter(name => query.getAll(name).length > 1);
  if (!twice.length) return Object.fromEntries(query);
  throw invalid(
    ...twice.map(field => ({ field, message: `${field}: is there twice, send it once`, type: 'repeated' })),
  );
}

function throwIf(tooMany: TooMany | undefined): void {
  if (tooMany) throw tooManyError(tooMany);
}

type Answer = (error: FastifyError | HttpError, request: FastifyRequest, reply: FastifyReply) => FastifyReply;

/** Answers what has no route in the form of the dialect whose path it is below. */
export function answerUnknown(version: string): Answer {
  const dialects: [under: RegExp, answer: Answer][] = [
    [/^\/(?:pixel|line-item|campaign|segment|advertiser|auth)(?![^/?])/, answerResponse(version)],
    [/^\/(?:ads\/v3\/)?businesses(?![^/?])|^\/ads(?![^/?])/, answerMessages],
    [/^\/api\/pixel_events(?![^/?])/, answerDetail],
  ];
  return (error, request, reply) => {
    const [, answer = answerError] = dialects.find(([under]) => under.test(request.url)) ?? [];
    return answer(error, request, reply);
  };
}
