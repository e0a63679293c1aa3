import type { FastifyRequest } from 'fastify';
import type { Fields } from '../../protocol/query.ts';
import { Refused } from '../collect/refused.ts';
import { MAX_MESSAGE_ID } from '../collect/validateEvent.ts';
import type { Random } from '../http/random.ts';
import { timeUuid } from '../http/timeUuid.ts';

/** The cookie in which the tag keeps a visitor's id; it comes along where the collector is on the site's own domain. */
const ID_COOKIE = 'tgp_id';

/** Longest id of a visitor. */
const MAX_ID = 255;

/** What every event of an ad or a pixel has: who, which, with what, on which page. */
export interface Visit {
  anonymousId: string;
  userId: string;
  messageId: string;
  context: Fields;
}

/** What a request says of the visit that it came from. */
export function readVisit(
  request: FastifyRequest,
  parameters: Map<string, string>,
  { now, random }: { now: () => number; random: Random },
): Visit {
  const text = (name: string, maxLength: number) => {
    const value = parameters.get(name)?.trim() ?? '';
    if (value.length <= maxLength) return value;
    throw new Refused(400, `${name}: ${value.length} characters, send at most ${maxLength}`);
  };
  const { cookie = '', referer, 'user-agent': userAgent } = request.headers;
  const known = new RegExp(`(?:^|;) *${ID_COOKIE}=([^;\\s]{1,${MAX_ID}})`).exec(cookie)?.[1] ?? '';
  return {
    anonymousId: text('anonymousId', MAX_ID) || known,
    userId: text('userId', MAX_ID),
    messageId: text('messageId', MAX_MESSAGE_ID) || timeUuid(now(), random),
    context: {
      ...(userAgent && { userAgent }),
      ...(referer && { page: { url: referer } }),
    },
  };
}
