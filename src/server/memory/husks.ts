import type { EventRow, Memory } from './memory.ts';
import { placeOf } from './writeEvents.ts';

/** Leaves a husk in the place of an event that is taken out. @param isCounted whether a rebuild counts it again */
export function leave({ husks, known, mark }: Memory, event: EventRow, isCounted: boolean): void {
  const { seq, writeKey, messageId, receivedAt, time } = event;
  const { type, event: name } = isCounted ? event : ({ type: '', event: '' } as const);
  known.delete(placeOf(event));
  husks.put({ seq, writeKey, mark: mark('message_id', messageId), type, event: name, receivedAt, time });
}
