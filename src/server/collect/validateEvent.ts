import type { EventType } from '../../protocol/event.ts';
import type { Fields, Skip } from '../../protocol/query.ts';
import type { StoredEvent } from '../store/event.ts';
import type { OtherType } from '../store/rows.ts';
import { eventTime } from './eventTime.ts';
import { idWithoutOrder } from './idWithoutOrder.ts';
import { ofAmp } from './ofAmp.ts';
import { idProblem, readId } from './readId.ts';

/** Most of a key that a reason names: a key may be as long as a beacon. */
const MAX_NAMED = 200;

/** What an event has that the beacon can't say. */
export interface Receipt {
  receivedAt: number;
  /** Makes an id for an event that came without one. */
  messageId(): string;
}

export type Validation =
  | { event: StoredEvent; refusal?: undefined }
  | { event?: undefined; refusal: Refusal };

/** Why a beacon is refused, in RudderStack's words where it has them. */
export interface Refusal {
  status: 400;
  reason: string;
}

/** Turns decoded fields into the event that is stored, or says why not. */
export function validateEvent(
  type: EventType | OtherType,
  { fields: sent, skipped }: { fields: Fields; skipped: Skip[] },
  receipt: Receipt,
): Validation {
  const refused = skipped.find(skip => skip.refused);
  if (refused) return refuse(`${refused.key.slice(0, MAX_NAMED)}: ${refused.reason}`);
  const fields = ofAmp(sent);
  const { writeKey, messageId, type: _type, rudderId: _rudderId, receivedAt: _receivedAt, ...event } = fields;
  const key = text(writeKey).split(':', 1)[0]!;
  if (!key) return refuse('failed to read writekey from query params');
  if (!readId(event.anonymousId) && !readId(event.userId)) {
    return refuse('request neither has anonymousId nor userId');
  }
  if (type === 'track' && !text(event.event)) return refuse("track: Mandatory field 'event' missing");
  if (type === 'group' && !readId(event.groupId)) return refuse('groupId: is missing, name the group');
  if (type === 'alias' && !readId(event.previousId))
    return refuse('previousId: is missing, name the former id');
  if (type === 'page' && event.name === '') event.name = 'Unknown Page';
  const id = idWithoutOrder(readId(messageId), key, event) || receipt.messageId();
  const problem = idProblem('messageId', id);
  if (problem) return refuse(problem);
  return {
    event: {
      writeKey: key,
      messageId: id,
      type,
      event: text(type === 'track' ? event.event : NAMED.includes(type) ? event.name : ''),
      // A site's own names of its visitors: kept as they came.
      anonymousId: text(event.anonymousId),
      userId: text(event.userId),
      receivedAt: receipt.receivedAt,
      ...eventTime(event, receipt.receivedAt),
      fields: event,
    },
  };
}

/** Types whose events have a name of their own. */
const NAMED: (EventType | OtherType)[] = ['page', 'screen'];

const refuse = (reason: string): Validation => ({ refusal: { status: 400, reason } });

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
