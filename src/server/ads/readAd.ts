import type { FastifyRequest } from 'fastify';
import type { Fields } from '../../protocol/query.ts';
import { Refused } from '../collect/refused.ts';
import { MAX_MESSAGE_ID } from '../collect/validateEvent.ts';

/** The cookie in which the tag keeps a visitor's id; it comes along where the collector is on the site's own domain. */
const ID_COOKIE = 'tgp_id';

/** Longest id of a visitor. */
const MAX_ID = 255;

/** The parameters of an ad's or a pixel's request: of a repeated one the first counts. */
export function readParameters({ raw }: FastifyRequest): Map<string, string> {
  const url = raw.url!;
  const at = url.indexOf('?');
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(at < 0 ? '' : url.slice(at + 1))) {
    // Code that nobody filled in sends its placeholders.
    const isPlaceholder = /^(\[[A-Z_]+\]|\$\{[^}]*\}|\{\{[^}]*\}\})$/.test(value);
    if (!parameters.has(name)) parameters.set(name, isPlaceholder ? '' : value);
  }
  return parameters;
}

/** An id of a record; undefined where there is none. */
export function readId(parameters: Map<string, string>, name: string): number | undefined {
  const text = parameters.get(name);
  if (!text) return undefined;
  if (!/^\d{1,10}$/.test(text)) throw new Refused(400, `${name}: must be a number, like ${name}=37`);
  return Number(text);
}

/** What every such event has: who, which, with what, on which page. */
export function readVisit(
  request: FastifyRequest,
  parameters: Map<string, string>,
): { anonymousId: string; userId: string; messageId: string | undefined; context: Fields } {
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
    messageId: text('messageId', MAX_MESSAGE_ID) || undefined,
    context: {
      ...(userAgent && { userAgent }),
      ...(referer && { page: { url: referer } }),
    },
  };
}
