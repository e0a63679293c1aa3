import type { FastifyInstance } from 'fastify';

/** How often to look, in ms: a stop is quick for a person and cheap for the machine. */
const EVERY_MS = 20;

/**
 * Lets a stop end as soon as the last answer is out. Node closes the connections that are idle when the
 * stop begins, but keeps those that become idle a moment later, for as long as the browser does.
 */
export function closeIdle(app: FastifyInstance): void {
  app.addHook('preClose', async () => {
    if (!app.server.listening) return;
    const sweep = setInterval(() => app.server.closeIdleConnections(), EVERY_MS);
    app.server.once('close', () => clearInterval(sweep));
  });
}
