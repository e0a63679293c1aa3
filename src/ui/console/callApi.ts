/** An answer of the collector that is an error, in its own words. */
export class ApiError extends Error {
  readonly status: number;
  /** The field that is wrong, where it is one. */
  readonly field: string | undefined;

  constructor(status: number, message: string, field?: string) {
    super(message);
    this.status = status;
    this.field = field;
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
 * @param path below the console's own address, which may be a folder of a site's
 * @param token an API token; '' for whoever is logged in
 */
export async function openApi(
  path: string,
  token: string,
  { method, body, signal }: Asking = {},
): Promise<Response> {
  // Header values are Latin-1: what a clipboard adds around a token would be no answer but an exception.
  if (!/^[\x21-\x7e]*$/.test(token)) throw new ApiError(401, 'an API token has no spaces or special letters');
  const response = await fetch(path.replace(/^\/+/, ''), {
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
  const { message, detail } = answer?.error ?? {};
  throw new ApiError(
    response.status,
    message ?? `the collector answered ${response.status}`,
    fieldOf(message, detail),
  );
}

/** The same for an answer that is read whole; undefined where there is nothing in it. */
export async function callApi<Answer>(path: string, token: string, asking: Asking = {}): Promise<Answer> {
  const response = await openApi(path, token, asking);
  return response.status === 204 ? (undefined as Answer) : response.json();
}

/** The field that an error begins with, as in `domain: must be a host name`. */
const fieldOf = (message: unknown, detail: unknown): string | undefined =>
  (Array.isArray(detail) && typeof detail[0]?.field === 'string' && detail[0].field) ||
  (typeof message === 'string' ? /^([a-z_.]+): /.exec(message)?.[1] : undefined);
