import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ApiLimits } from '../access/apiLimits.ts';
import { type Authorities, authorize } from '../access/auth.ts';
import { hashToken } from '../access/token.ts';
import { HttpError, ourDialect } from '../http/errors.ts';
import { setDialect } from '../http/openapi/dialect.ts';
import { text } from '../http/openapi/parts.ts';
import { METRICS_TYPE } from './metricsText.ts';

export interface MetricsParts extends Authorities {
  /** Opens this and nothing else. Default: none. */
  metricsToken?: string | undefined;
  limits: Pick<ApiLimits, 'byAddress'>;
  measure: () => string;
}

/** `/metrics`, for a token of all accounts or one for this alone. Without a token they are on a port of their own. */
export async function metrics(app: FastifyInstance, parts: MetricsParts): Promise<void> {
  const { metricsToken, limits, measure } = parts;
  const own = metricsToken === undefined ? undefined : Buffer.from(hashToken(metricsToken));
  const isOwn = ({ headers: { authorization = '' } }: FastifyRequest): boolean => {
    const [, token] = /^bearer +(\S+) *$/i.exec(authorization) ?? [];
    return own !== undefined && token !== undefined && timingSafeEqual(Buffer.from(hashToken(token)), own);
  };
  setDialect(app, ourDialect);
  app.route({
    method: ['GET', 'HEAD'],
    url: '/metrics',
    schema: {
      summary: "What the collector measures, in Prometheus' text form",
      description: 'For a token of all accounts, or the one of --metrics-token.',
      shown: { response: { 200: text('text/plain') }, refusals: [403, 429] },
    },
    handler: async (request, reply) => {
      const tooMany = limits.byAddress(request);
      if (tooMany) throw new HttpError('rate_limit_exceeded', tooMany.message, undefined, tooMany.retryAfter);
      if (!isOwn(request) && (await authorize(parts, request)).accounts !== '*')
        throw new HttpError(
          'forbidden',
          'this token is of some accounts: metrics take one of all, or --metrics-token',
        );
      return reply.header('cache-control', 'no-store').type(METRICS_TYPE).send(measure());
    },
  });
}
