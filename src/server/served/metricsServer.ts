import { createServer, type Server } from 'node:http';
import { METRICS_TYPE } from './metricsText.ts';

/** The metrics alone, on a port of their own, for whoever reaches it. */
export function metricsServer(measure: () => string): Server {
  return createServer(({ method, url = '' }, response) => {
    response.setHeader('x-content-type-options', 'nosniff');
    if (url.split('?', 1)[0] !== '/metrics') return response.writeHead(404).end('here is /metrics alone\n');
    if (method !== 'GET' && method !== 'HEAD')
      return response
        .writeHead(405, { allow: 'GET, HEAD' })
        .end(`${method} is not for /metrics: send GET, HEAD\n`);
    response.writeHead(200, { 'content-type': METRICS_TYPE, 'cache-control': 'no-store' }).end(measure());
  });
}
