import type { IncomingMessage } from 'node:http';
import { beaconPath } from '../../protocol/ownPath.ts';
import { decodeQuery } from '../../protocol/query.ts';
import type { Take } from '../http/aheadOfRouter.ts';
import type { Random } from '../http/random.ts';
import { wantsText } from '../http/wantsText.ts';
import type { Store } from '../store/store.ts';
import type { Accept } from './accept.ts';
import { GIF_TEXT, plainHeaders } from './beaconAnswer.ts';
import type { BeaconLimits } from './beaconLimits.ts';
import { isPrefetch } from './isSilent.ts';
import type { Networks } from './networks.ts';
import { openTag } from './openTag.ts';
import { readEvent } from './readEvent.ts';
import { queryOf } from './readQuery.ts';
import { refuseBefore } from './refusedBefore.ts';
import { REPEAT, type Relays } from './relays.ts';
import { withSigns } from './withSigns.ts';

export interface PlainParts {
  store: Store;
  accept: Accept;
  now: () => number;
  random: Random;
  limits: Pick<BeaconLimits, 'countAddress'>;
  networks: Networks;
  relays: Relays;
  /** Whose a request is, by the proxies that are believed. */
  ipOf(request: IncomingMessage): string | undefined;
  log: Parameters<typeof readEvent>[2];
}

/** A longer one may have to wait for its turn. */
const LONGEST = 8192;

const TYPES = (['page', 'track'] as const).map(type => ({ type, start: `${beaconPath(type)}?` }));

const TEXT = { type: 'text/plain; charset=utf-8', body: 'OK' };
const IMAGE = { type: 'image/gif', body: GIF_TEXT };

/**
 * Takes beacons as nearly all of them come: a GET of one of the two paths, without a body. What becomes of one is what its
 * route would make of it, and what is refused is answered there; all that is unusual is left to it as it came.
 */
export function plainBeacons(parts: PlainParts): Take {
  const { store, accept, now, limits, log, ipOf, networks, relays } = parts;
  return (request, response, route) => {
    const { method, url = '', headers } = request;
    const found = method === 'GET' ? TYPES.find(({ start }) => url.startsWith(start)) : undefined;
    if (!found || url.length > LONGEST || hasBody(request) || isPrefetch(request)) return false;
    const take = async () => {
      const sender = { ip: ipOf(request), headers };
      limits.countAddress(sender, now(), url.length);
      const decoded = decodeQuery(queryOf(url));
      const event = readEvent({ type: found.type, decoded }, parts, log);
      const tag = await openTag(store, event.writeKey);
      const isNew = await accept(withSigns(event, tag, { request: sender, networks }), url.length, tag);
      return relays.tell(request, response, event, isNew);
    };
    const answer = (isRepeat: boolean) => {
      const { type, body } = wantsText(headers.accept) ? TEXT : IMAGE;
      const length = `${body.length}`;
      response.writeHead(200, {
        ...plainHeaders(headers.origin),
        'content-type': type,
        'content-length': length,
        ...(isRepeat && REPEAT),
      });
      // As text it goes out with its head, in one piece.
      response.end(body, 'latin1');
    };
    take().then(answer, reason => {
      refuseBefore(request, reason);
      route();
    });
    return true;
  };
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
