import type { EventType } from '../../protocol/event.ts';
import type { Fields } from '../../protocol/query.ts';
import type { StoredEvent } from '../store/event.ts';
import type { OtherType, StoredType, TagRow } from '../store/rows.ts';
import type { Visit } from './readVisit.ts';

/** What an ad or a pixel says, beside the visit. */
export interface Saying {
  type: Exclude<StoredType, EventType | OtherType>;
  row: { id: number; name: string };
  context: Fields;
  properties?: Fields;
}

/** The event of an ad or a conversion pixel: it is counted by its record's id, and shown by its name. */
export function adEvent(
  { type, row, context, properties = {} }: Saying,
  { anonymousId, userId, messageId, context: ofVisit }: Visit,
  tag: TagRow,
  time: number,
): StoredEvent {
  return {
    writeKey: tag.write_key,
    messageId,
    type,
    event: String(row.id),
    anonymousId,
    userId,
    receivedAt: time,
    time,
    clamped: false,
    fields: {
      ...(anonymousId && { anonymousId }),
      ...(userId && { userId }),
      event: row.name,
      context: { ...ofVisit, ...context },
      properties,
    },
  };
}
