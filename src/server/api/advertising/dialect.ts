import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { Access } from '../../access/access.ts';
import type { TooMany } from '../../access/apiLimits.ts';
import { awayMessage, HttpError, RETRY_SECONDS, tooLarge } from '../../http/errors.ts';
import { inflateBodies } from '../../http/inflate.ts';
import { setDialect } from '../../http/openapi/dialect.ts';
import { Away } from '../../store/errors.ts';
import type { ApiParts } from '../apiRoutes.ts';
import { auditHooks } from '../auditHooks.ts';
import { boundOpenBodies, countedBody, hadToWait } from '../bodies.ts';
import { advertisers } from './advertisers.ts';
import { dialect } from './answers.ts';
import { accessOf } from './auth.ts';
import { conversionPixels } from './conversionPixels.ts';
import { ResponseError, rateExceeded, syntax } from './error.ts';
import { campaigns, lineItems } from './lineItems.ts';
import { logIn } from './logIn.ts';
import { recordRoutes } from './routes.ts';
import { segments } from './segments.ts';

/** The `{response: {status, …}}` dialect: conversion pixels, line items, campaigns and their log-in. */
export async function responseDialect(app: FastifyInstance, parts: ApiParts): Promise<void> {
  const { version, limits } = parts;
  const routes = new Map<string, string[]>();
  app.decorateRequest('access', null as unknown as Access);
  setDialect(app, dialect);
  // `curl -d @pixel` calls its JSON a form.
  app.removeAllContentTypeParsers();
  inflateBodies(
    app,
    (status, reason) => new ResponseError('SYNTAX', reason, { status, field: 'content-encoding' }),
  );
  const parse = countedBody(limits, tooManyError, (_request, text, done) => {
    try {
      const json = text.replace(/^\ufeff/, '');
      done(null, json === '' ? undefined : JSON.parse(json));
    } catch (error) {
      done(syntax(`the body is no JSON: ${(error as Error).message}`));
    }
  });
  app.addContentTypeParser('*', { parseAs: 'string' }, parse);
  boundOpenBodies(app);
  app.setErrorHandler<FastifyError>(answerResponse(version));
  app.addHook('onRoute', ({ url, method }) => {
    routes.set(url, [...(routes.get(url) ?? []), ...[method].flat()]);
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'x-request-id': request.id,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const { reads, writes } = limits.limits;
    if (Number.isFinite(reads)) reply.header('x-ratelimit-read', reads);
    if (Number.isFinite(writes)) reply.header('x-ratelimit-write', writes);
    throwIf(limits.byAddress(request));
    if (request.routeOptions.config.isOpen) return;
    request.access = await accessOf(parts, request);
    throwIf(limits.byActor(request, request.access.actor));
  });
  app.addHook('preValidation', async request => {
    if (hadToWait(request)) request.access = await accessOf(parts, request);
  });
  auditHooks(app, parts);
  logIn(app, parts);
  recordRoutes(app, conversionPixels(parts), parts);
  for (const kind of [lineItems(parts), campaigns(parts), segments(parts)]) recordRoutes(app, kind, parts);
  advertisers(app, parts);
  for (const [url, taken] of [...routes]) {
    const allow = taken.join(', ');
    const refuse = async ({ method }: FastifyRequest) => {
      const message = `${method} is not for ${url.replace(/\(.*/, '')}: send ${allow}`;
      throw new ResponseError('SYNTAX', message, { status: 405, headers: { allow } });
    };
    const method = app.supportedMethods.filter(each => !taken.includes(each)) as HTTPMethods[];
    // Its body is not read.
    app.route({ method, url, config: { isOpen: true }, onRequest: refuse, handler: refuse });
  }
}

/** Answers an error in the form of this dialect. */
export const answerResponse =
  (version: string) =>
  (error: FastifyError | HttpError, request: FastifyRequest, reply: FastifyReply): FastifyReply =>
    answer(asResponseError(error, request), reply, version);

const tooManyError = ({ message, retryAfter }: TooMany) => rateExceeded(message, retryAfter);

function throwIf(tooMany: TooMany | undefined): void {
  if (tooMany) throw tooManyError(tooMany);
}

function asResponseError(
  error: FastifyError | ResponseError | HttpError,
  request: FastifyRequest,
): ResponseError {
  if (error instanceof ResponseError) return error;
  if (error instanceof HttpError) {
    const { status, message } = error;
    if (status === 404) return new ResponseError('SYNTAX', message, { status, error_code: 'NOT_FOUND' });
    return new ResponseError(status < 500 ? 'SYNTAX' : 'SYSTEM', message, { status });
  }
  const { statusCode: status } = error;
  if (status && status < 500) {
    const message = status === 413 ? tooLarge(request.routeOptions.bodyLimit) : error.message;
    return new ResponseError('SYNTAX', message, { status });
  }
  request.log.error({ err: error, request_id: request.id }, 'request failed');
  if (error instanceof Away) {
    const headers = { 'retry-after': String(RETRY_SECONDS) };
    return new ResponseError('SYSTEM', awayMessage(error), {
      status: 503,
      error_code: 'UNAVAILABLE',
      headers,
    });
  }
  return new ResponseError('SYSTEM', `something went wrong here; the log has it under ${request.id}`);
}

function answer(error: ResponseError, reply: FastifyReply, version: string): FastifyReply {
  if (error.status === 401) reply.header('www-authenticate', 'Bearer');
  return reply
    .code(error.status)
    .headers(error.headers)
    .send({
      response: {
        error_id: error.id,
        error: error.message,
        // Clients read it of every error.
        error_code: error.error_code ?? null,
        ...(error.field && { field: error.field }),
        dbg_info: { output_term: 'error', version, warnings: [] },
      },
    });
}
