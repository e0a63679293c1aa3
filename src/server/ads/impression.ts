import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerStored } from '../collect/beaconAnswer.ts';
import type { CollectParts } from '../collect/collect.ts';
import { isSilent } from '../collect/isSilent.ts';
import { sentBytes } from '../collect/sentBytes.ts';
import { withSigns } from '../collect/withSigns.ts';
import { adEvent } from './adEvent.ts';
import { readAd } from './readAd.ts';
import { readParameters } from './readParameters.ts';
import { readVisit } from './readVisit.ts';
import { tagOf } from './tagOf.ts';

/** An ad was seen: the event, then the image. One that is off gets its image too. */
export function impression(parts: CollectParts) {
  const { store, accept, now, networks } = parts;
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const parameters = readParameters(request);
    const { row, campaign, isActive } = await readAd(store, parameters);
    if (!isActive) return answerStored(request, reply);

    const visit = readVisit(request, parameters, parts);
    if (isSilent(request)) return answerStored(request, reply);
    const tag = await tagOf(row.account_id, parts);
    const event = adEvent({ type: 'impression', row, context: { campaign } }, visit, tag, now());
    await accept(withSigns(event, tag, { request, networks }), sentBytes(request, true), tag);
    return answerStored(request, reply);
  };
}
