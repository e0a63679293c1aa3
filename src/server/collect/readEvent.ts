import type { FastifyBaseLogger } from 'fastify';
import type { EventType } from '../../protocol/event.ts';
import type { Fields, Skip } from '../../protocol/query.ts';
import type { Random } from '../http/random.ts';
import { timeUuid } from '../http/timeUuid.ts';
import type { StoredEvent } from '../store/event.ts';
import type { OtherType } from '../store/rows.ts';
import { Refused } from './refused.ts';
import { validateEvent } from './validateEvent.ts';

/** What a beacon says, before anyone knows whether it is an event. */
export interface Decoded {
  type: EventType | OtherType;
  decoded: { fields: Fields; skipped: Skip[] };
}

/** The event that a beacon is; throws `Refused` where it is none. */
export function readEvent(
  { type, decoded }: Decoded,
  { now, random }: { now: () => number; random: Random },
  log: FastifyBaseLogger,
): StoredEvent {
  const receivedAt = now();
  const receipt = { receivedAt, messageId: () => timeUuid(receivedAt, random) };
  const { event, refusal } = validateEvent(type, decoded, receipt);
  if (refusal) throw new Refused(refusal.status, refusal.reason, decoded.fields.writeKey);
  const { skipped } = decoded;
  if (skipped.length) log.debug({ messageId: event.messageId, skipped }, 'keys skipped');
  return event;
}
