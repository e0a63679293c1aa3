import type { StoredEvent } from './event.ts';
import { unpackFields } from './packFields.ts';
import type { StoredType } from './rows.ts';

/** What an engine's row says of an event. */
export interface EventColumns {
  write_key: string;
  message_id: string;
  type: StoredType;
  event: string;
  anonymous_id: string;
  user_id: string;
  received_at: number;
  time: number;
  clamped: 0 | 1;
  /** As `packFields` writes them. */
  fields: string;
  signs: string;
}

/** The event that a row is. */
export const eventOf = (row: EventColumns): StoredEvent => ({
  writeKey: row.write_key,
  messageId: row.message_id,
  type: row.type,
  event: row.event,
  anonymousId: row.anonymous_id,
  userId: row.user_id,
  receivedAt: row.received_at,
  time: row.time,
  clamped: row.clamped === 1,
  fields: unpackFields(row.fields),
  ...(row.signs && { signs: row.signs }),
});
