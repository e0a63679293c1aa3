import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Store } from '../store/store.ts';
import { urlProblem } from './piggybackUrl.ts';

/** Marks a request that a redirect made: it redirects no further, or two pixels could send it round for ever. */
export const HOP = '_h';

/** Hosts that an account's pixels and clicks may redirect to: its tags' own, and those it named. */
export async function redirectHosts(store: Store, accountId: string): Promise<Set<string>> {
  const { redirect_hosts } = (await store.accounts.get(accountId))!;
  const tags = await store.tags.list([accountId]);
  const domains = tags.map(({ domain }) => hostOf(/^https?:/i.test(domain) ? domain : `https://${domain}`));
  return new Set([...domains, ...JSON.parse(redirect_hosts)]);
}

/** The address to redirect to; undefined where it is not https on exactly one of the hosts. */
export function allowedRedirect(
  text: string | undefined,
  hosts: Set<string>,
  request: FastifyRequest,
): URL | undefined {
  if (!text || urlProblem(text, request.headers.host)) return undefined;
  const url = new URL(text);
  return hosts.has(url.host) ? url : undefined;
}

/** Goes on to an address; with the mark, where that may be a pixel like ours. */
export function redirectTo(reply: FastifyReply, url: URL): FastifyReply {
  if (/\/(px|seg)$/.test(url.pathname)) url.searchParams.set(HOP, '1');
  return reply.header('referrer-policy', 'no-referrer').redirect(url.href, 302);
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '');
