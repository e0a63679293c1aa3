import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';

/** Hands a request on to the router. */
export type Route = () => void;

/** Takes a request, or leaves it to the router: false. One that was taken may still be handed on. */
export type Take = (request: IncomingMessage, response: ServerResponse, route: Route) => boolean;

/**
 * Lets somebody look at each request before the router does: to find a route, make its request and its reply and run its
 * hooks costs a beacon half of what it costs to take it. Returns how to say who looks.
 */
export function aheadOfRouter(server: Server): (take: Take) => void {
  const [router] = server.listeners('request') as RequestListener[];
  let taker: Take | undefined;
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const route = () => router!.call(server, request, response);
    if (!taker?.(request, response, route)) route();
  });
  return take => {
    taker = take;
  };
}
