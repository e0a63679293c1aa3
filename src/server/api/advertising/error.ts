import type { FieldProblem } from '../../http/errors.ts';
import { fieldOf, numberOf } from './errorCodes.ts';

const STATUS = {
  SYNTAX: 400,
  NOAUTH: 401,
  NOAUTH_EXPIRED: 401,
  UNAUTH: 403,
  INTEGRITY: 409,
  SYSTEM: 500,
} as const;

export type ErrorId = keyof typeof STATUS;

export interface ErrorExtras {
  status?: number;
  /** For programs, where `error_id` does not say enough. */
  error_code?: string | number;
  /** What it is about, where that is one field. */
  field?: string;
  headers?: Record<string, string>;
}

/** An error of the `{response: …}` dialect. */
export class ResponseError extends Error {
  readonly id: ErrorId;
  readonly status: number;
  readonly error_code?: string | number;
  readonly field?: string;
  readonly headers: Record<string, string>;

  constructor(id: ErrorId, message: string, { status, error_code, field, headers = {} }: ErrorExtras = {}) {
    super(message);
    this.id = id;
    this.status = status ?? STATUS[id];
    this.field = field;
    this.error_code = error_code ?? (field && numberOf(field));
    this.headers = headers;
  }
}

/** @param message begins with the field that it is about, if it is about one */
export const syntax = (message: string): ResponseError =>
  new ResponseError('SYNTAX', message, { field: fieldOf(message) });

export const badFields = (problems: FieldProblem[]): ResponseError =>
  syntax(problems.map(({ message }) => message).join('; '));

/** The same whether it is missing or another's. */
export const notFound = (what: string): ResponseError =>
  new ResponseError('SYNTAX', `${what} not found`, { status: 404, error_code: 'NOT_FOUND' });

export const rateExceeded = (message: string, retryAfter: number): ResponseError =>
  new ResponseError('SYSTEM', message, {
    status: 429,
    error_code: 'RATE_EXCEEDED',
    headers: { 'retry-after': String(retryAfter) },
  });
