import type { IncomingHttpHeaders } from 'node:http';
import { parameterNames } from './parameterNames.ts';
import type { RefusedSent } from './refusals.ts';

/** What of a request a refusal is told by. */
export interface SentRequest {
  /** The route, as in `/:path/v`; '' where it is none. */
  route: string;
  method: string;
  /** As it stands in the request. */
  url: string;
  headers: IncomingHttpHeaders;
  /** As far as it was read. Default: none. */
  body?: unknown;
}

/** What a refusal says, as `Refused` has it. */
interface Said {
  status: number;
  message: string;
  writeKey?: unknown;
}

/** What a refused request tells of itself, without a value that it sent. */
export function refusedSent({ route, method, url, headers, body }: SentRequest, refused: Said): RefusedSent {
  const { status, message: reason, writeKey } = refused;
  const [, query = ''] = /\?(.*)/s.exec(url) ?? [];
  const isForm = typeof body === 'string' && !/json/i.test(headers['content-type'] ?? '');
  return {
    route,
    method,
    status,
    reason,
    writeKey:
      typeof writeKey === 'string' ? writeKey : /(?:^|&)writeKey=([0-9a-f]{32})(?:&|$)/.exec(query)?.[1],
    host: hostOf(headers.origin) || hostOf(headers.referer),
    names: () => parameterNames(isForm ? `${query}&${body}` : query),
  };
}

const hostOf = (url: string | undefined): string => (url && URL.canParse(url) ? new URL(url).hostname : '');
