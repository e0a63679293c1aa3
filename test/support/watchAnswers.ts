import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { onTestFinished } from 'vitest';
import { type Conformance, conformance, type Exchange } from './conformance.ts';
import { documentOf } from './openapi.ts';

/** By what is served of the tag's scripts, all else being the same: a document takes its time. */
const known = new Map<string, Conformance>();

const SCRIPTS = ['/tgp.js', '/tgp.full.js'];

/**
 * Holds every answer of this collector against its own document: those of `inject` at once, those over the network
 * when the test ends. What was answered with success must also have been asked for as the document says.
 */
export function watchAnswers(app: FastifyInstance): void {
  const inject = app.inject.bind(app) as FastifyInstance['inject'];
  const seen: Exchange[] = [];
  let own: Promise<Conformance> | undefined;
  const read = async (): Promise<Conformance> => {
    await app.ready();
    const routes = SCRIPTS.filter(url => app.hasRoute({ method: 'GET', url })).join();
    if (!known.has(routes)) known.set(routes, conformance(await documentOf({ inject })));
    return known.get(routes)!;
  };
  const check = async (exchange: Exchange): Promise<void> => {
    own ??= read();
    const { answerProblems, requestProblems, operationOf } = await own;
    const { method, url, status, body, sent } = exchange;
    const isTaken = status < 300;
    const problems = [...answerProblems(exchange), ...(isTaken ? requestProblems(exchange) : [])];
    if (!problems.length) return;
    const route = `${method} ${operationOf(method, url)!.path} ${status}`;
    const what = `${sent?.body.slice(0, 200) ?? url} got ${body?.slice(0, 300)}`;
    throw new Error(`not as /openapi.json says: ${route}: ${problems.slice(0, 3).join('; ')}: ${what}`);
  };

  Object.defineProperty(app, 'inject', {
    value: async (options: InjectOptions | string) => {
      const answer = await inject(options);
      await check(exchangeOf(typeof options === 'string' ? { url: options } : options, answer));
      return answer;
    },
  });
  app.server.prependListener('request', (request: IncomingMessage, response: ServerResponse) =>
    record(request, response, exchange => seen.push(exchange)),
  );
  onTestFinished(async () => {
    for (const exchange of seen) await check(exchange);
  });
}

const typeOf = (header: unknown): string => String(header ?? '').split(';', 1)[0]!;

function exchangeOf(
  { method = 'GET', url = '', query, payload, headers = {} }: InjectOptions,
  answer: LightMyRequestResponse,
): Exchange {
  if (query) throw new Error('put the query into the url: it is checked there');
  const type = typeOf(headers['content-type'] ?? 'application/json');
  // A packed body has been checked as it is unpacked.
  const isJson = payload !== undefined && type === 'application/json' && !headers['content-encoding'];
  return {
    method,
    url: url as string,
    status: answer.statusCode,
    type: typeOf(answer.headers['content-type']),
    // A packed answer has been checked as it is unpacked.
    body: answer.headers['content-encoding'] ? undefined : answer.body,
    ...(isJson && {
      sent: {
        type,
        body: typeof payload === 'string' ? payload.replace(/^\ufeff/, '') : JSON.stringify(payload),
      },
    }),
  };
}

/** Keeps what is written to a response, as it goes by. */
function record(
  request: IncomingMessage,
  response: ServerResponse,
  keep: (exchange: Exchange) => void,
): void {
  const parts: Buffer[] = [];
  const { end, writeHead } = response;
  let headers: OutgoingHttpHeaders = {};
  response.writeHead = ((status: number, ...rest: unknown[]) => {
    headers = { ...response.getHeaders(), ...(rest.at(-1) as OutgoingHttpHeaders | undefined) };
    return (writeHead as (...all: unknown[]) => ServerResponse).call(response, status, ...rest);
  }) as typeof response.writeHead;
  const told = () => ({
    method: request.method!,
    url: request.url!,
    status: response.statusCode,
    type: typeOf(headers['content-type']),
  });
  // A stream of events is cut off by who reads it; what has not begun yet tells nothing.
  response.on(
    'close',
    () => response.writableEnded || !response.headersSent || keep({ ...told(), body: undefined }),
  );
  response.end = ((chunk?: unknown, ...rest: never[]) => {
    if (typeof chunk === 'string' || Buffer.isBuffer(chunk)) parts.push(Buffer.from(chunk));
    const body = headers['content-encoding'] ? undefined : Buffer.concat(parts).toString();
    keep({ ...told(), body });
    return (end as (...all: unknown[]) => ServerResponse).call(response, chunk, ...rest);
  }) as typeof response.end;
}
