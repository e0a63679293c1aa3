import type { FastifyReply, FastifyRequest } from 'fastify';
import { hostnameOf, isLoopback } from '../http/ownHosts.ts';

/**
 * Where the demo shop and the console are. Scripts of others run in the shop's pages, and cookies know no ports: so the two
 * never share a host. Each is an origin, or the name of a host: there the collector's own port is meant.
 */
export interface Places {
  shop: string;
  /** Null where nobody said. */
  console: string | null;
  /** True where the console shows the demo to whoever opens it, and leads to the shop; else to this machine's own visitors. */
  isForAll?: boolean;
}

export interface ShopPlace {
  /** Whether a request is to the shop's host. Never, where it has none of its own. */
  isShop(request: FastifyRequest): boolean;
  /** Whether the console shows the demo to whoever sends this request. */
  showsDemo(request: FastifyRequest): boolean;
  /** Whether there is a shop for whoever sends it: this machine's name leads those from elsewhere to their own. */
  hasShop(request: FastifyRequest): boolean;
  /** Sends a visitor on to the same path at the other place; false where there is none. */
  toShop(request: FastifyRequest, reply: FastifyReply): boolean;
  toConsole(request: FastifyRequest, reply: FastifyReply): boolean;
}

/** @param places undefined where shop and console are wherever they are asked for */
export function shopPlace(places: Places | undefined): ShopPlace {
  const name = places && nameOf(places.shop);
  const isShop = ({ headers }: FastifyRequest) => name !== undefined && hostnameOf(headers.host) === name;
  const send = (to: string | null | undefined, request: FastifyRequest, reply: FastifyReply): boolean => {
    if (!to) return false;
    reply.header('cache-control', 'no-store').redirect(originAt(to, request) + request.url, 307);
    return true;
  };
  const showsDemo = ({ headers }: FastifyRequest) =>
    !places || places.isForAll === true || isLoopback(hostnameOf(headers.host));
  return {
    isShop,
    showsDemo,
    hasShop: request => isShop(request) || showsDemo(request),
    toShop: (request, reply) => !isShop(request) && send(places?.shop, request, reply),
    toConsole: (request, reply) => isShop(request) && send(places?.console, request, reply),
  };
}

const nameOf = (place: string): string => (URL.canParse(place) ? new URL(place).hostname : place);

function originAt(place: string, { protocol, headers: { host = '' } }: FastifyRequest): string {
  if (URL.canParse(place)) return place;
  return `${protocol === 'https' ? 'https' : 'http'}://${place}${/:\d{1,5}$/.exec(host)?.[0] ?? ''}`;
}
