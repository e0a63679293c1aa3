import type { FastifyReply, FastifyRequest } from 'fastify';
import { BEACON_PATH } from '../../protocol/event.ts';
import { answerRefused, beaconHeaders } from './beaconAnswer.ts';

/** Where events are sent to, in RudderStack's names and Segment's. */
const SEGMENT_PATH = '/v1/pixel/';
const JSON_PATH = '/v1/';

/** Whether an address is below one that beacons or events are sent to. */
export const isOfBeacons = (url: string): boolean => url.startsWith(BEACON_PATH) || url.startsWith(JSON_PATH);

/** Answers what went to no address of theirs, as their routes answer what they refuse. */
export function answerUnknownBeacon(
  request: FastifyRequest,
  reply: FastifyReply,
  reason: string,
): FastifyReply {
  beaconHeaders(request, reply);
  const { url } = request;
  if (url.startsWith(BEACON_PATH) || url.startsWith(SEGMENT_PATH)) {
    const path = url.startsWith(BEACON_PATH) ? BEACON_PATH : SEGMENT_PATH;
    return answerRefused(reply, 404, `${reason}; beacons go to ${path}page and ${path}track`);
  }
  const message = `${reason}; events go to ${JSON_PATH}track, ${JSON_PATH}batch and their like`;
  return reply.code(404).send({ success: false, message });
}
