import { collectorPath } from './collectorPath.ts';

/** An answer of the collector that is an error, in its own words. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Asks the collector, or throws what it says is wrong.
 * @param path below the collector's own address, which may be a path of a site's: from a slash on
 */
export async function openApi(path: string, token: string, signal?: AbortSignal): Promise<Response> {
  // Header values are Latin-1: what a clipboard adds around a token would be no answer but an exception.
  if (!/^[\x21-\x7e]+$/.test(token)) throw new ApiError(401, 'an API token has no spaces or special letters');
  const response = await fetch(collectorPath() + path, {
    headers: { authorization: `Bearer ${token}` },
    cache: 'no-store',
    ...(signal && { signal }),
  });
  if (response.ok) return response;
  const answer = await response.json().catch(() => undefined);
  throw new ApiError(response.status, answer?.error?.message ?? `the collector answered ${response.status}`);
}

/** The same for an answer that is read whole. */
export async function callApi<Answer>(path: string, token: string, signal?: AbortSignal): Promise<Answer> {
  return (await openApi(path, token, signal)).json();
}
