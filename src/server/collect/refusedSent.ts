import type { FastifyRequest } from 'fastify';
import { parameterNames } from './parameterNames.ts';
import type { RefusedSent } from './refusals.ts';

/** What a refusal says, as `Refused` has it. */
interface Said {
  status: number;
  message: string;
  writeKey?: unknown;
}

/** What a refused request tells of itself, without a value that it sent. */
export function refusedSent(request: FastifyRequest, refused: Said): RefusedSent {
  const { status, message: reason, writeKey } = refused;
  const { url, method, headers } = request.raw;
  const [, query = ''] = /\?(.*)/s.exec(url!) ?? [];
  return {
    route: request.routeOptions.url ?? '',
    method: method!,
    status,
    reason,
    writeKey:
      typeof writeKey === 'string' ? writeKey : /(?:^|&)writeKey=([0-9a-f]{32})(?:&|$)/.exec(query)?.[1],
    host: hostOf(headers.origin) || hostOf(headers.referer),
    names: () => parameterNames(`${query}&${formOf(request)}`),
  };
}

/** A body that has parameters. */
function formOf({ body, headers }: FastifyRequest): string {
  return typeof body === 'string' && !/json/i.test(headers['content-type'] ?? '') ? body : '';
}

const hostOf = (url: string | undefined): string => (url && URL.canParse(url) ? new URL(url).hostname : '');
