import type { FastifyRequest } from 'fastify';
import { baseOf, prefixOf } from '../http/publicUrl.ts';

/** What a kind of file may be loaded as. */
const KINDS: [directive: string, ending: RegExp, more: string][] = [
  ['script-src', /\.js$/, ''],
  ['style-src', /\.css$/, ''],
  ['img-src', /\.(svg|png|jpg|webp|ico)$/, ' data:'],
  ['font-src', /\.woff2$/, ''],
];

/**
 * The console loads its own files and nothing else, each by its name: what else the collector serves, like a pixel that
 * fires scripts of others, is on the same host.
 */
export function consolePolicy(names: readonly string[]): (request: FastifyRequest) => string {
  return request => {
    const base = baseOf(request);
    // A policy can't name an address of IPv6.
    const isNameable = base !== undefined && !base.includes('[');
    const sources = KINDS.map(([directive, ending, more]) => {
      const own = names.filter(name => ending.test(name)).map(name => `${base}/${name}`);
      const listed = isNameable ? own.join(' ') : own.length ? "'self'" : '';
      return `${directive} ${`${listed}${more}`.trim() || "'none'"}`;
    });
    return [
      "default-src 'none'",
      ...sources,
      // What else is on the site's host is none of the console's.
      `connect-src ${isNameable && prefixOf(request) ? `${base}/` : "'self'"}`,
      // No text becomes a script or markup anywhere in it.
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join('; ');
  };
}
