import type { FastifyInstance, FastifyRequest } from 'fastify';
import { OWN_NAMES } from '../../protocol/ownPath.ts';
import { originOf } from './origin.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The one of the collector's public URLs that a request came by, without a slash at its end; undefined where it came by none. */
    readonly publicUrl: string | undefined;
  }
}

/** Below a tag's own path. What it is called may be what the collector's own path is called. */
const OF_TAG = new RegExp(`^/(${OWN_NAMES.page}|${OWN_NAMES.track}|[0-9a-f]{32}\\.js)$`);

/** Has each request say by which of the public URLs it came. */
export function tellPublicUrl(app: FastifyInstance, publicUrls: readonly string[]): void {
  const named = publicUrls.map(url => ({ url, ...hostsOf(url) }));
  app.decorateRequest('publicUrl', {
    getter(this: FastifyRequest) {
      const host = this.headers.host?.toLowerCase().replace(/\.(?=:|$)/, '') ?? '';
      const exact = named.filter(({ hosts }) => hosts.includes(host));
      // Some proxies pass the name on without its port.
      const found = exact.length ? exact : named.filter(({ hostname }) => hostname === host);
      const scheme = this.protocol === 'https' ? 'https://' : 'http://';
      return (found.find(({ url }) => url.startsWith(scheme)) ?? found[0])?.url;
    },
  });
}

/** What `Host` may be for a URL: with its port, or without where it is the usual one. */
function hostsOf(url: string): { hostname: string; hosts: string[] } {
  const { host, hostname, port, protocol } = new URL(url);
  const usual = `${hostname}:${protocol === 'https:' ? 443 : 80}`;
  return { hostname, hosts: port ? [host] : [host, usual] };
}

/** Where the client found this collector, with the path that it has there; undefined where that can't be told. */
export const baseOf = (request: FastifyRequest): string | undefined => request.publicUrl ?? originOf(request);

/** The path of the site's that the collector has, like `/data`; '' where it has a host of its own. */
export const prefixOf = ({ publicUrl }: Pick<FastifyRequest, 'publicUrl'>): string =>
  publicUrl === undefined ? '' : pathOf(publicUrl);

const pathOf = (url: string): string => new URL(url).pathname.replace(/\/$/, '');

/**
 * Takes the collector's own path from an address whose proxy left it there.
 * @param isRoute whether a first segment is one of the collector's: an address that begins so may have lost its path already
 */
export function withoutPrefix(
  publicUrls: readonly string[],
  isRoute: (segment: string) => boolean,
): (url: string) => string {
  const prefixes = [...new Set(publicUrls.map(pathOf))]
    .filter(prefix => prefix && !isRoute(prefix.split('/')[1]!))
    // The longer one first: one may be below another.
    .sort((a, b) => b.length - a.length);
  if (!prefixes.length) return url => url;
  return url => {
    const path = url.split('?', 1)[0]!;
    const prefix = prefixes.find(each => path === each || path.startsWith(`${each}/`));
    if (prefix === undefined || OF_TAG.test(path.slice(prefix.length))) return url;
    return url.slice(prefix.length).replace(/^(?!\/)/, '/');
  };
}
