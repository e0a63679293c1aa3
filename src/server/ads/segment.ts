import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerStored } from '../collect/beaconAnswer.ts';
import type { CollectParts } from '../collect/collect.ts';
import { isSilent } from '../collect/isSilent.ts';
import { Refused } from '../collect/refused.ts';
import { sentBytes } from '../collect/sentBytes.ts';
import { withSigns } from '../collect/withSigns.ts';
import type { AdRow } from '../store/adRecords.ts';
import type { TagRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { adEvent } from './adEvent.ts';
import { answerScript, isOfScript } from './answerScript.ts';
import { readParameters } from './readParameters.ts';
import { mayShare, readSignals } from './readSignals.ts';
import { readVisit, type Visit } from './readVisit.ts';
import { allowedRedirect, HOP, redirectHosts, redirectTo } from './redirect.ts';
import { tagOf } from './tagOf.ts';

/** Most segments of one request. */
const MAX_SEGMENTS = 100;

const IDS = /^\d{1,10}(,\d{1,10})*$/;

/**
 * `/seg?add=1,2` puts a visitor into segments: an event for each of them. One that is off takes nobody. Then it answers as `/px` does, as
 * a script or by a redirect.
 */
export function segment(parts: CollectParts) {
  const { store } = parts;
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const parameters = readParameters(request);
    const name = parameters.get('add') ? 'add' : 'seg';
    const sent = parameters.get(name);
    if (!sent) throw new Refused(400, 'add: name the segment, like /seg?add=123');
    if (!IDS.test(sent)) throw new Refused(400, `${name}: must be a list of numbers, like 1,2,3`);
    const ids = idsOf(sent);
    if (ids.length > MAX_SEGMENTS) throw new Refused(400, `${name}: at most ${MAX_SEGMENTS} segments`);
    const isScript = isOfScript(parameters);
    const rows: AdRow[] = [];
    for (const id of ids) {
      const row = await store.segments.get(id);
      if (!row) throw new Refused(400, `${name}: there is no segment ${id}`);
      rows.push(row);
    }
    const visit = readVisit(request, parameters, parts);
    const taking = isSilent(request) ? [] : rows.filter(row => takes(row, request, parameters));
    countAll(taking.length, request, parts);
    for (const row of taking) {
      const tag = await tagOf(row.account_id, parts);
      await putInto(row, visit, { request, tag, parts });
    }
    if (isScript) return answerScript(reply, [], undefined);
    const target = parameters.has(HOP) ? undefined : await targetOf(request, parameters, rows);
    return target ? redirectTo(reply, target) : answerStored(request, reply);
  };

  /** Where to go on to: on a host of an account that has one of the segments. */
  async function targetOf(request: FastifyRequest, parameters: Map<string, string>, rows: AdRow[]) {
    const redir = parameters.get('redir');
    if (!redir) return undefined;
    const accounts = new Set(rows.map(({ account_id }) => account_id));
    const hosts = await Promise.all([...accounts].map(id => redirectHosts(store, id)));
    return allowedRedirect(redir, new Set(hosts.flatMap(each => [...each])), request);
  }
}

/** The segments that who fires a pixel of an account is put into, of those that its `seg` names. */
export async function segmentsOf(
  accountId: string,
  request: FastifyRequest,
  parameters: Map<string, string>,
  { segments }: Pick<Store, 'segments'>,
): Promise<AdRow[]> {
  const rows: AdRow[] = [];
  for (const id of idsOf(parameters.get('seg') ?? '')) {
    const row = await segments.get(id);
    if (row?.account_id === accountId && takes(row, request, parameters)) rows.push(row);
  }
  return rows;
}

/** Not against the visitor's signals: a segment is there to follow him. */
const takes = (row: AdRow, request: FastifyRequest, parameters: Map<string, string>): boolean =>
  row.state === 'active' && mayShare(request, readSignals(parameters));

/** Counts a request as the events that it makes, each with all that came in its headers; before the first is stored. */
export function countAll(
  events: number,
  request: FastifyRequest,
  { limits, now }: Pick<CollectParts, 'limits' | 'now'>,
): void {
  const bytes = sentBytes(request, true);
  if (events > 1) limits.countEvents(request, now(), bytes, events, bytes);
}

interface Putting {
  request: FastifyRequest;
  tag: TagRow;
  parts: CollectParts;
}

/** Puts a visitor into a segment that takes him. */
export async function putInto(row: AdRow, visit: Visit, { request, tag, parts }: Putting): Promise<void> {
  // Of its own: it comes with the fire's, and once.
  const messageId = createHash('sha256').update(`${row.id} ${visit.messageId}`).digest('hex').slice(0, 32);
  const context = { segment: { id: String(row.id) } };
  const event = adEvent(
    { type: 'fire', row, context },
    { ...visit, messageId: `seg-${messageId}` },
    tag,
    parts.now(),
  );
  const signed = withSigns(event, tag, { request, networks: parts.networks });
  await parts.accept(signed, sentBytes(request, true), tag);
}

const idsOf = (sent: string): number[] => [...new Set(sent.split(',').filter(Boolean).map(Number))];
