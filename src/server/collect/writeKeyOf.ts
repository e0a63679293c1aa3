import type { FastifyRequest } from 'fastify';
import { queryOf } from './readQuery.ts';
import { Refused } from './refused.ts';

/** The write key of a request: as the name of Basic authorization, or as `writeKey` in its body or its query. */
export function writeKeyOf({ headers, raw }: FastifyRequest, body: object): string {
  const basic = /^Basic +([A-Za-z0-9+/_-]+=*) *$/i.exec(headers.authorization ?? '')?.[1];
  const name = basic && Buffer.from(basic, 'base64').toString().split(':', 1)[0]!.trim();
  const { writeKey } = body as { writeKey?: unknown };
  if (writeKey != null && typeof writeKey !== 'string') throw new Refused(400, 'writeKey: must be a text');
  const key =
    name ||
    (typeof writeKey === 'string' ? writeKey.trim() : '') ||
    new URLSearchParams(queryOf(raw.url!)).get('writeKey')?.trim();
  if (!key) {
    throw new Refused(401, 'no write key: send it as the name of Basic authorization, or as writeKey');
  }
  return key;
}
