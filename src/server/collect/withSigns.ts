import type { IncomingHttpHeaders } from 'node:http';
import type { Fields } from '../../protocol/query.ts';
import { withoutPort } from '../http/addressOf.ts';
import type { StoredEvent } from '../store/event.ts';
import { isTest } from '../store/isTest.ts';
import type { TagRow } from '../store/rows.ts';
import type { Signs } from '../store/visits.ts';
import { isMailProxy } from '../visits/automatedBy.ts';
import { hostOf } from '../visits/referrerOf.ts';
import { lacksFetchMetadata } from './lacksFetchMetadata.ts';
import type { Networks } from './networks.ts';

/** Most of a User-Agent that is kept: a browser's has some hundred characters. */
const MAX_KEPT = 500;

/** What of a request says who sent it. */
export interface Sending {
  headers: IncomingHttpHeaders;
  /** Whose it is, by the proxies that are believed. */
  ip: string | undefined;
}

/** How an event came in. */
export interface Arrival {
  request: Sending;
  networks: Networks;
  /** Whether it came where servers of a site send what they know of its visitors. Default: false. */
  isForServers?: boolean;
}

type Site = Pick<TagRow, 'domain' | 'hosts'>;

/** The event with what its request says of the sender, beside what it says itself. */
export function withSigns(event: StoredEvent, tag: Site, arrival: Arrival): StoredEvent {
  const signs = signsOf(event, tag, arrival);
  return Object.keys(signs).length ? { ...event, signs: JSON.stringify(signs) } : event;
}

function signsOf(event: StoredEvent, tag: Site, { request, networks, isForServers }: Arrival): Signs {
  const context = objectOf(event.fields.context);
  const page = objectOf(context.page);
  const named = textOf(context.userAgent);
  const sent = request.headers['user-agent'] ?? '';
  // A server of the site's sends for its visitors: what its request says is not of them. A browser says where it comes from.
  const isRelayed = named
    ? named.trim() !== sent.trim()
    : isForServers === true && request.headers.origin === undefined;
  const userAgent = named || sent;
  const url = textOf(page.url);
  const referrer = textOf(page.referrer);
  return {
    ...(!named && !isRelayed && { userAgent: sent.slice(0, MAX_KEPT) }),
    ...(isRelayed || isForwarded(request)
      ? ofAddress(textOf(context.ip), networks)
      : ofConnection(request, { userAgent, url }, networks)),
    ...(referrer && isOwn(referrer, url, tag) && { ownReferrer: true }),
    ...(isTest(event) && { test: true }),
  };
}

/** What a visitor's own connection says. */
function ofConnection(
  request: Sending,
  { userAgent, url }: { userAgent: string; url: string },
  networks: Networks,
): Signs {
  const { headers, ip = '' } = request;
  // Whoever fetches a mail's images is no visitor, and where he is says nothing.
  if (isMailProxy(userAgent)) return {};
  return {
    ...ofAddress(ip, networks),
    ...(networks.isHosting(plainAddress(ip)) && { hosting: true }),
    ...(lacksFetchMetadata(headers, { userAgent, url }) && { noFetchMetadata: true }),
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

/** Whether somebody forwards it who is not believed: its address is his own, and the visitor's the first of those he names. */
function isForwarded({ headers, ip }: Sending): boolean {
  const first = `${headers['x-forwarded-for'] ?? ''}`.split(',', 1)[0]!.trim();
  return (first !== '' && first !== ip) || headers.forwarded !== undefined;
}

/** Whether the page that led here is another of the site's, on another host of it. */
function isOwn(from: string, page: string, { domain, hosts }: Site): boolean {
  const referrer = hostOf(from);
  if (!referrer || referrer === hostOf(page)) return false;
  const isOf = (host: string) => referrer === host || referrer.endsWith(`.${host}`);
  return isOf(domain.replace(/^www\./, '')) || (hosts !== '[]' && ownHosts(hosts).includes(referrer));
}

const ownHosts = (hosts: string): string[] =>
  (JSON.parse(hosts) as string[]).map(host => withoutPort(host).replace(/^www\.|:\d+$/g, ''));

const objectOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
