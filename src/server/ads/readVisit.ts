import type { FastifyRequest } from 'fastify';
import type { Fields } from '../../protocol/query.ts';
import { idProblem, MAX_ID, readId } from '../collect/readId.ts';
import { Refused } from '../collect/refused.ts';
import type { Random } from '../http/random.ts';
import { timeUuid } from '../http/timeUuid.ts';

/** The cookie in which the tag keeps a visitor's id; it comes along where the collector is on the site's own domain. */
const ID_COOKIE = 'tgp_id';

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
  const id = (name: string) => {
    const value = readId(parameters.get(name));
    const problem = idProblem(name, value);
    if (problem) throw new Refused(400, problem);
    return value;
  };
  const { cookie = '', referer, 'user-agent': userAgent } = request.headers;
  const known = new RegExp(`(?:^|;) *${ID_COOKIE}=([^;\\s]{1,${MAX_ID}})`).exec(cookie)?.[1] ?? '';
  return {
    anonymousId: id('anonymousId') || readId(known),
    userId: id('userId'),
    messageId: id('messageId') || timeUuid(now(), random),
    context: {
      ...(userAgent && { userAgent }),
      ...(referer && { page: { url: referer } }),
    },
  };
}
