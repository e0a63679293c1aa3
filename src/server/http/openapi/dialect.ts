import type { FastifyInstance } from 'fastify';
import type { TSchema } from 'typebox';

/** What an API's routes have in common, as the document tells of them. */
export interface Dialect {
  /** Where the document lists them. */
  tag: string;
  /** What an answer that is an error looks like. */
  error: TSchema;
  /** Default: JSON. */
  errorType?: string;
  /** The status of a request that its schemas refuse. */
  invalid: number;
  /** Ways to send a token, any one of them; none where the API is open to all. */
  security: (keyof typeof SECURITY)[];
}

/** Ways to send a token. */
export const SECURITY = {
  bearer: { type: 'http', scheme: 'bearer', description: 'An API token, as "Authorization: Bearer tgp_…".' },
  key: {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description: 'An API token, with no word before it.',
  },
  raw: {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: 'The token of POST /auth, or an API token, with no word before it.',
  },
  cookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'tgp_auth',
    description: 'The token of POST /auth, as it sets it; on https the name begins with __Host-.',
  },
} as const;

const DIALECT = Symbol('dialect');

/** Names the dialect of the routes that are added to this instance and to those below it. */
export function setDialect(app: FastifyInstance, dialect: Dialect): void {
  Object.defineProperty(app, DIALECT, { value: dialect, writable: true });
}

export const dialectOf = (app: FastifyInstance): Dialect =>
  (app as unknown as { [DIALECT]: Dialect })[DIALECT];
