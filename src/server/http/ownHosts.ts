import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { HttpError } from './errors.ts';

/** A `Host` header without its port, as names are compared; '' where it is none. */
export function hostnameOf(host: string | undefined): string {
  const [, name = ''] = /^(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::\d{1,5})?$/i.exec(host ?? '') ?? [];
  return name.toLowerCase().replace(/\.$/, '');
}

/** Names and addresses of this machine itself. */
export function isLoopback(name: string): boolean {
  const bare = name.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return bare === '::1' || /^(.+\.)?localhost$/.test(bare) || (isIP(bare) === 4 && bare.startsWith('127.'));
}

/**
 * Whether a name is one of the collector's own. An address and a loopback name lead nowhere else; any other name is
 * whatever its owner makes of it, and may lead a browser here with the rights of a page of his.
 * @param names those by which the collector is known beside
 */
export function isOwnName(name: string, names: readonly string[]): boolean {
  return isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0 || isLoopback(name) || names.includes(name);
}

/** Refuses requests under names that are not the collector's. One without a `Host` is no browser's. */
export function onlyOwnHosts(names: readonly string[] | undefined) {
  return (request: FastifyRequest): void => {
    const { host } = request.headers;
    if (names === undefined || host === undefined) return;
    const name = hostnameOf(host);
    if (isOwnName(name, names)) return;
    const fix = name ? `${request.protocol}://${host}` : 'https://collect.example.com';
    throw new HttpError(
      'misdirected_request',
      `Host: ${name ? `"${name}"` : 'it'} is no name of this collector; if it should be, start it with --public-url ${fix}`,
    );
  };
}
