import type { FastifyRequest } from 'fastify';
import type { Fields } from '../../protocol/query.ts';
import { withoutPort } from '../http/addressOf.ts';
import type { StoredEvent } from '../store/event.ts';
import type { TagRow } from '../store/rows.ts';
import type { Signs } from '../store/visits.ts';
import { isMailProxy } from '../visits/automatedBy.ts';
import { hostOf } from '../visits/referrerOf.ts';
import { lacksFetchMetadata } from './lacksFetchMetadata.ts';
import type { Networks } from './networks.ts';

/** Most of a User-Agent that is kept: a browser's has some hundred characters. */
const MAX_KEPT = 500;

/** The event with what its request says of the sender, beside what it says itself. */
export function withSigns(
  event: StoredEvent,
  tag: Pick<TagRow, 'domain' | 'hosts'>,
  { request, networks }: { request: FastifyRequest; networks: Networks },
): StoredEvent {
  const signs = requestSigns(event, tag, request, networks);
  return Object.keys(signs).length ? { ...event, signs: JSON.stringify(signs) } : event;
}

function requestSigns(
  { fields }: StoredEvent,
  tag: Pick<TagRow, 'domain' | 'hosts'>,
  request: FastifyRequest,
  networks: Networks,
): Signs {
  const context = objectOf(fields.context);
  const page = objectOf(context.page);
  const named = textOf(context.userAgent);
  const sent = request.headers['user-agent'] ?? '';
  // A server of the site's sends for its visitors: what its request says is not of them.
  const isRelayed = named ? named.trim() !== sent.trim() : isOfServer(request);
  const userAgent = named || sent;
  const url = textOf(page.url);
  const own = isOwn(hostOf(textOf(page.referrer)), hostOf(url), tag);
  return {
    ...(!named && !isRelayed && { userAgent: sent.slice(0, MAX_KEPT) }),
    ...(isRelayed || isForwarded(request)
      ? ofAddress(textOf(context.ip), networks)
      : ofConnection(request, { userAgent, url }, networks)),
    ...(own && { ownReferrer: true }),
    ...(String(context.test) === 'true' && { test: true }),
  };
}

/** What a visitor's own connection says. */
function ofConnection(
  request: FastifyRequest,
  { userAgent, url }: { userAgent: string; url: string },
  networks: Networks,
): Signs {
  const { ip } = request;
  // Whoever fetches a mail's images is no visitor, and where he is says nothing.
  if (isMailProxy(userAgent)) return {};
  return {
    ...ofAddress(ip, networks),
    ...(networks.isHosting(plainAddress(ip)) && { hosting: true }),
    ...(lacksFetchMetadata(request, { userAgent, url }) && { noFetchMetadata: true }),
  };
}

function ofAddress(address: string, networks: Networks): Signs {
  const country = address && networks.countryOf(plainAddress(address));
  return country ? { country } : {};
}

/** As databases have it: an IPv4 address is none of IPv6. */
const plainAddress = (written: string): string =>
  withoutPort(written)
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .replace(/%.*$/, '');

/** Whether a request with JSON is of a server: a browser says which page it comes from. */
const isOfServer = ({ headers, routeOptions }: FastifyRequest): boolean =>
  routeOptions.config.isForServers === true && headers.origin === undefined;

/** Whether somebody forwards it who is not believed: its address is his own. */
function isForwarded({ headers, ips = [] }: FastifyRequest): boolean {
  const all = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .filter(Boolean).length;
  return all > Math.max(0, ips.length - 1) || headers.forwarded !== undefined;
}

/** Whether the page that led here is another of the site's. */
function isOwn(referrer: string, page: string, { domain, hosts }: Pick<TagRow, 'domain' | 'hosts'>): boolean {
  if (!referrer || referrer === page) return false;
  const isOf = (host: string) => referrer === host || referrer.endsWith(`.${host}`);
  return isOf(domain.replace(/^www\./, '')) || (hosts !== '[]' && ownHosts(hosts).includes(referrer));
}

const ownHosts = (hosts: string): string[] =>
  (JSON.parse(hosts) as string[]).map(host => withoutPort(host).replace(/^www\.|:\d+$/g, ''));

const objectOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
