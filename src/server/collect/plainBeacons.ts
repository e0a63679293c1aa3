import type { IncomingMessage } from 'node:http';
import { beaconPath } from '../../protocol/ownPath.ts';
import { decodeQuery } from '../../protocol/query.ts';
import type { Take } from '../http/aheadOfRouter.ts';
import { wantsText } from '../http/wantsText.ts';
import { GIF_TEXT, plainHeaders } from './beaconAnswer.ts';
import type { CollectParts } from './collect.ts';
import { isPrefetch } from './isSilent.ts';
import { openTag } from './openTag.ts';
import { readEvent } from './readEvent.ts';
import { queryOf } from './readQuery.ts';

export interface PlainParts extends CollectParts {
  /** Whose a request is, by the proxies that are believed. */
  ipOf(request: IncomingMessage): string | undefined;
  log: Parameters<typeof readEvent>[2];
}

/** A longer one may have to wait for its turn. */
const LONGEST = 8192;

const TYPES = (['page', 'track'] as const).map(type => ({ type, start: `${beaconPath(type)}?` }));

const CONTENT = { text: 'text/plain; charset=utf-8', image: 'image/gif' };

/** Why a beacon was refused that the router has yet to answer. */
const refusals = new WeakMap<IncomingMessage, { reason: unknown }>();

/** Throws what a beacon was refused for before the router had it. */
export function throwRefusal(request: IncomingMessage): void {
  const refused = refusals.get(request);
  if (refused) throw refused.reason;
}

/**
 * Takes beacons as nearly all of them come: a GET of one of the two paths, without a body. What becomes of one is what its
 * route would make of it, and what is refused is answered there; all that is unusual is left to it as it came.
 */
export function plainBeacons(parts: PlainParts): Take {
  const { store, accept, now, limits, log, ipOf } = parts;
  return (request, response, route) => {
    const { method, url = '', headers } = request;
    const found = method === 'GET' ? TYPES.find(({ start }) => url.startsWith(start)) : undefined;
    if (!found || url.length > LONGEST || hasBody(request) || isPrefetch(request)) return false;
    const take = async () => {
      limits.countAddress({ ip: ipOf(request), headers }, now(), url.length);
      const decoded = decodeQuery(queryOf(url));
      const event = readEvent({ type: found.type, decoded }, parts, log);
      await accept(event, url.length, await openTag(store, event.writeKey));
    };
    const answer = () => {
      const isText = wantsText(headers.accept);
      const body = isText ? 'OK' : GIF_TEXT;
      const type = isText ? CONTENT.text : CONTENT.image;
      response.writeHead(200, [
        ...plainHeaders(headers.origin),
        'content-type',
        type,
        'content-length',
        `${body.length}`,
      ]);
      // As text it goes out with its head, in one piece.
      response.end(body, 'latin1');
    };
    take().then(answer, reason => {
      refusals.set(request, { reason });
      route();
    });
    return true;
  };
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
