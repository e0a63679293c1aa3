import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { checkPath } from '../../protocol/ownPath.ts';
import { decodeQuery, type Fields } from '../../protocol/query.ts';
import { answerStored, beaconHeaders } from './beaconAnswer.ts';
import type { CheckEntry, Checks } from './checks.ts';
import type { CollectParts } from './collect.ts';
import { knownPath } from './knownPath.ts';
import { readBody, readQuery } from './readQuery.ts';
import { answerRefusals } from './refused.ts';
import { sentBytes } from './sentBytes.ts';

/** Largest report, in bytes. */
const LIMIT = 16 * 1024;

/** Most entries of one, and the longest text in it. */
const MAX_ENTRIES = 40;
const MAX_TEXT = 300;

const KINDS = [
  'tag',
  'command',
  'beacon',
  'piggyback',
  'sent',
  'failed',
  'refused',
  'warning',
  'consent',
  'stopped',
];

/** What an entry may say: names of events and addresses without their queries, numbers, ids; no value of a page's. */
const FACTS = [
  ...['text', 'status', 'reason', 'messageId', 'command', 'event', 'writeKey', 'type', 'length'],
  ...['host', 'directive', 'blocked', 'disposition', 'name', 'count', 'hasStub', 'script', 'writeKeys'],
  ...['analytics', 'ads', 'by'],
];

export interface CheckReportParts extends CollectParts {
  checks: Pick<Checks, 'take'>;
}

/**
 * Takes what a page that is checked tells of itself: a beacon that is no event. Whatever it says, the answer is the same, so
 * that nobody finds an id by it.
 */
export async function checkReports(app: FastifyInstance, parts: CheckReportParts): Promise<void> {
  const { store, checks, limits, now } = parts;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LIMIT }, readBody);
  app.setErrorHandler(answerRefusals(app, parts));
  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    beaconHeaders(request, reply);
    limits.countAddress(request, now(), sentBytes(request));
    const { fields } = decodeQuery(readQuery(request));
    const { id, page, entries } = fields;
    if (typeof id === 'string') checks.take(id, text(page), entriesIn(entries));
    return answerStored(request, reply);
  };
  const schema = { hide: true };
  for (const url of [checkPath(), checkPath(':path')]) {
    const onRequest = url.startsWith('/:path') ? knownPath(store) : [];
    app.route({ method: ['GET', 'POST'], url, schema, onRequest, handler });
  }
}

function entriesIn(sent: unknown): Pick<CheckEntry, 'kind' | 'facts'>[] {
  if (typeof sent !== 'object' || sent === null) return [];
  return Object.values(sent)
    .slice(0, MAX_ENTRIES)
    .flatMap((entry: Fields | null) => {
      const kind = entry?.kind;
      if (typeof kind !== 'string' || !KINDS.includes(kind)) return [];
      const said = FACTS.filter(name => typeof entry![name] === 'string');
      return [{ kind, facts: Object.fromEntries(said.map(name => [name, text(entry![name])])) }];
    });
}

const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, MAX_TEXT) : '');
