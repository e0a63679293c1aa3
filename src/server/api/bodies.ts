import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ApiLimits, TooMany } from '../access/apiLimits.ts';
import { HttpError } from '../http/errors.ts';

/** Most bytes of a body that anybody may send, who has no token yet: names, passwords and keys. */
const OPEN_BODY = 8 * 1024;

type Parse = (
  request: FastifyRequest,
  text: string,
  done: (error: Error | null, body?: unknown) => void,
) => void;

/** The error of our own API for a request or a body that is one too many; other dialects have their form of it. */
export const tooManyError = ({ message, retryAfter }: TooMany): HttpError =>
  new HttpError('rate_limit_exceeded', message, undefined, retryAfter);

/** Has the routes added after this take no large body from those who have no token. */
export function boundOpenBodies(app: FastifyInstance): void {
  app.addHook('onRoute', route => {
    if (route.config?.isOpen) route.bodyLimit = OPEN_BODY;
  });
}

/**
 * Counts a body before it is parsed.
 * @param refuse makes the error for one that is too many
 */
export const countedBody =
  (limits: ApiLimits, refuse: (tooMany: TooMany) => Error, parse: Parse) =>
  (request: FastifyRequest, body: string | Buffer, done: Parameters<Parse>[2]): void => {
    const tooMany = limits.bytes(request, Buffer.byteLength(body));
    if (tooMany) done(refuse(tooMany));
    else parse(request, body as string, done);
  };

/**
 * Whether a request had to wait for a body since its token was looked up: for half a minute at most, in which that may have been
 * revoked, or its user removed. What he does then would outlive him.
 */
export const hadToWait = ({ body, routeOptions }: FastifyRequest): boolean =>
  body !== undefined && !routeOptions.config.isOpen;
