import type { FastifyReply, FastifyRequest } from 'fastify';
import { CLICK_ID } from '../attribution/touch.ts';
import { answerStored } from '../collect/beaconAnswer.ts';
import type { CollectParts } from '../collect/collect.ts';
import { isPrefetch, isSilent } from '../collect/isSilent.ts';
import { sentBytes } from '../collect/sentBytes.ts';
import { withSigns } from '../collect/withSigns.ts';
import { adEvent } from './adEvent.ts';
import { readAd } from './readAd.ts';
import { readParameters } from './readParameters.ts';
import { readVisit } from './readVisit.ts';
import { allowedRedirect, redirectHosts } from './redirect.ts';
import { tagOf } from './tagOf.ts';

/** An ad was clicked: the event, then on to the landing page. One that is off leads there too. */
export function click(parts: CollectParts) {
  const { store, accept, now, networks } = parts;
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const parameters = readParameters(request);
    const { row, campaign, isActive } = await readAd(store, parameters);
    const hosts = await redirectHosts(store, row.account_id);
    const target = allowedRedirect(parameters.get('redir'), hosts, request);

    // What a browser only prefetches is no click, and names none.
    if (isActive && !isPrefetch(request)) {
      const visit = readVisit(request, parameters, parts);
      if (!isSilent(request)) {
        const tag = await tagOf(row.account_id, parts);
        const event = adEvent({ type: 'click', row, context: { campaign } }, visit, tag, now());
        await accept(withSigns(event, tag, { request, networks }), sentBytes(request, true), tag);
      }
      // The landing page's tag sends it on: so the click is known for the visitor's there.
      target?.searchParams.set(CLICK_ID, visit.messageId);
    }
    return target ? reply.redirect(target.href, 302) : answerStored(request, reply);
  };
}
