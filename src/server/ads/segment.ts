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
import { adEvent } from './adEvent.ts';
import { readParameters } from './readParameters.ts';
import { mayShare, readSignals } from './readSignals.ts';
import { readVisit, type Visit } from './readVisit.ts';
import { tagOf } from './tagOf.ts';

/** Most segments of one request. */
const MAX_SEGMENTS = 100;

const IDS = /^\d{1,10}(,\d{1,10})*$/;

/** `/seg?add=1,2` puts a visitor into segments: an event for each of them. One that is off takes nobody. */
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
    const rows: AdRow[] = [];
    for (const id of ids) {
      const row = await store.segments.get(id);
      if (!row) throw new Refused(400, `${name}: there is no segment ${id}`);
      rows.push(row);
    }
    const visit = readVisit(request, parameters, parts);
    for (const row of isSilent(request) ? [] : rows) {
      const tag = await tagOf(row.account_id, parts);
      await putInto(row, visit, { request, parameters, tag, parts });
    }
    return answerStored(request, reply);
  };
}

/** Puts who fires a pixel into the segments that its `seg` names, as far as they are of the pixel's account. */
export async function addToSegments(sent: string | undefined, visit: Visit, of: Putting): Promise<void> {
  if (!sent) return;
  for (const id of idsOf(sent)) {
    const row = await of.parts.store.segments.get(id);
    if (row?.account_id === of.tag.account_id) await putInto(row, visit, of);
  }
}

interface Putting {
  request: FastifyRequest;
  parameters: Map<string, string>;
  tag: TagRow;
  parts: CollectParts;
}

/** Not against the visitor's signals: a segment is there to follow him. */
async function putInto(
  row: AdRow,
  visit: Visit,
  { request, parameters, tag, parts }: Putting,
): Promise<void> {
  if (row.state !== 'active' || !mayShare(request, readSignals(parameters))) return;
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

const idsOf = (sent: string): number[] => [...new Set(sent.split(',').map(Number))];
