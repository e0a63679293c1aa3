import type { FastifyRequest } from 'fastify';

/** The headers by which browsers say what a request is for, the standard one first. */
const PURPOSES = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'];

/** What is fetched before anybody asked to see it, and may never be seen. */
const EARLY = /(?:^|[;,\s])(?:prefetch|prerender|preview|instant)(?:$|[;,\s])/i;

/** Whether a browser asks for something that nobody has seen or clicked yet. */
export const isPrefetch = ({ headers }: Pick<FastifyRequest, 'headers'>): boolean =>
  PURPOSES.some(name => EARLY.test(String(headers[name] ?? '')));

/** Whether a request is answered like any other, but tells of nothing: it is not stored, counted or passed on. */
export const isSilent = (request: Pick<FastifyRequest, 'headers' | 'method'>): boolean =>
  request.method === 'HEAD' || isPrefetch(request);
