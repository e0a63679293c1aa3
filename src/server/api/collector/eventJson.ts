import type { StoredEvent } from '../../store/event.ts';
import { signsOf } from '../../visits/signsOf.ts';

/** An event as the API shows it: as it was sent, with what the collector knows of it. */
export function eventJson(event: StoredEvent): Record<string, unknown> {
  // Names of ours: a stream's head has the one, a list the others.
  const { whole: _, countedAs: _kind, repeatOf: _first, signs: _signs, ...fields } = event.fields;
  const receivedAt = new Date(event.receivedAt).toISOString();
  return {
    messageId: event.messageId,
    writeKey: event.writeKey,
    originalTimestamp: receivedAt,
    sentAt: receivedAt,
    ...fields,
    type: event.type,
    receivedAt,
    timestamp: new Date(event.time).toISOString(),
    ...(event.clamped && { clamped: true }),
    ...(event.signs && { signs: signsOf(event) }),
  };
}
