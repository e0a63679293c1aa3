import { collectorPath } from './collectorPath.ts';
import { type Problem, readProblems } from './readProblems.ts';

export type { Problem } from './readProblems.ts';

/** An answer of the collector that is an error, in its own words. */
export class ApiError extends Error {
  readonly status: number;
  /** What is wrong with which field, where it is that. */
  readonly problems: Problem[];

  constructor(status: number, message: string, problems: Problem[] = []) {
    super(message);
    this.status = status;
    this.problems = problems;
  }
}

export interface Asking {
  /** Default: `GET`. */
  method?: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  body?: object;
  signal?: AbortSignal;
}

/**
 * Asks the collector, or throws what it says is wrong.
 * @param path below the collector's own address, which may be a path of a site's
 * @param token an API token; '' for whoever is logged in
 */
export async function openApi(
  path: string,
  token: string,
  { method, body, signal }: Asking = {},
): Promise<Response> {
  // Header values are Latin-1: what a clipboard adds around a token would be no answer but an exception.
  if (!/^[\x21-\x7e]*$/.test(token)) throw new ApiError(401, 'an API token has no spaces or special letters');
  const response = await fetch(`${collectorPath()}/${path.replace(/^\/+/, '')}`, {
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json' }),
    },
    cache: 'no-store',
    ...(method && { method }),
    ...(body && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  if (response.ok) return response;
  const answer = await response.json().catch(() => undefined);
  const { message, problems } = readProblems(answer);
  throw new ApiError(response.status, message ?? `the collector answered ${response.status}`, problems);
}

/** The same for an answer that is read whole; undefined where there is nothing in it. */
export async function callApi<Answer>(path: string, token: string, asking: Asking = {}): Promise<Answer> {
  const response = await openApi(path, token, asking);
  return response.status === 204 ? (undefined as Answer) : response.json();
}
