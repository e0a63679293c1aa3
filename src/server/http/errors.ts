import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { Away, BadCursor } from '../store/errors.ts';
import type { Dialect } from './openapi/dialect.ts';

const FieldProblem = Type.Object(
  {
    field: Type.String(),
    message: Type.String({ description: 'Names the field and the fix.' }),
    type: Type.String(),
  },
  { additionalProperties: false },
);

/** One field that is not as it should be. */
export type FieldProblem = Static<typeof FieldProblem>;

const STATUS = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  duplicate_entry: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  misdirected_request: 421,
  validation_error: 422,
  rate_limit_exceeded: 429,
  internal_error: 500,
  unavailable: 503,
} as const;

/** How long a sender should wait after a 503, in seconds. */
export const RETRY_SECONDS = 5;

export type ErrorCode = keyof typeof STATUS;

/** An answer that is an error, thrown from anywhere below a route. */
export class HttpError extends Error {
  readonly code: ErrorCode;
  readonly detail?: FieldProblem[];
  /** Seconds to wait before the next try. */
  readonly retryAfter?: number;

  constructor(code: ErrorCode, message: string, detail?: FieldProblem[], retryAfter?: number) {
    super(message);
    this.code = code;
    this.detail = detail;
    this.retryAfter = retryAfter;
  }

  get status(): number {
    return STATUS[this.code];
  }
}

/** For problems that a schema can't see. */
export const invalid = (...problems: FieldProblem[]): HttpError =>
  new HttpError('validation_error', problems.map(({ message }) => message).join('; '), problems);

/** How a dialect says what is wrong. */
export type ErrorForm = (error: HttpError, requestId: string) => { status: number; body: object };

/** The one place where errors become answers, in the dialect's own form. */
export const answerErrorAs =
  (form: ErrorForm) =>
  (error: FastifyError | HttpError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const known = asHttpError(error, request);
    // Who went before his answer was out is no fault of ours.
    if (known.status >= 500 && !reply.raw.destroyed)
      request.log.error({ err: error, request_id: request.id }, 'request failed');
    if (known.status === 503) reply.header('retry-after', RETRY_SECONDS);
    if (known.code === 'unauthorized') reply.header('www-authenticate', 'Bearer');
    if (known.retryAfter) reply.header('retry-after', known.retryAfter);
    const { status, body } = form(known, request.id);
    return reply
      .code(status)
      .headers({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-request-id': request.id,
        // An address that can't be read gets this far without any route.
        ...(!reply.hasHeader('cross-origin-resource-policy') && {
          'cross-origin-resource-policy': 'same-origin',
        }),
      })
      .send(body);
  };

/** In the form of our own API. */
export const answerError = answerErrorAs(({ status, code, message, detail }, request_id) => ({
  status,
  body: { error: { code, message, ...(detail && { detail }) }, request_id },
}));

const ErrorAnswer = Type.Object(
  {
    error: Type.Object(
      {
        code: Type.Enum(Object.keys(STATUS)),
        message: Type.String(),
        detail: Type.Optional(Type.Array(FieldProblem)),
      },
      { additionalProperties: false },
    ),
    request_id: Type.String(),
  },
  { title: 'Error', additionalProperties: false },
);

export const ourDialect: Dialect = {
  tag: 'Collector',
  error: ErrorAnswer,
  invalid: STATUS.validation_error,
  security: ['bearer', 'key'],
};
/** What a client hears whose body has more bytes than these. */
export const tooLarge = (limit: number): string => `the body is too large: send at most ${limit} bytes`;

/** What a client hears when the store can't do it now. */
export const awayMessage = ({ message }: Error): string =>
  `the store can't do this now, send it again: ${message}`;

function asHttpError(error: FastifyError | HttpError, { routeOptions }: FastifyRequest): HttpError {
  if (error instanceof HttpError) return error;
  if (error.statusCode === 413) return new HttpError('payload_too_large', tooLarge(routeOptions.bodyLimit));
  if (error.statusCode === 415) return new HttpError('bad_request', 'content-type: send application/json');
  if (error.statusCode && error.statusCode < 500) return new HttpError('bad_request', error.message);
  if (error instanceof BadCursor) {
    const message = 'cursor: must be the "next" of an earlier page';
    return invalid({ field: 'cursor', message, type: 'cursor' });
  }
  if (error instanceof Away) return new HttpError('unavailable', awayMessage(error));
  return new HttpError('internal_error', 'something went wrong here; the log has it under this request_id');
}
