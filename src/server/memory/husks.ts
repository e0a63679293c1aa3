import { isTest } from '../store/isTest.ts';
import { sayOf, unsay } from './happenings.ts';
import type { EventRow, Memory } from './memory.ts';
import { eventOf } from './readEvents.ts';
import { unrefund } from './refunds.ts';
import { placeOf } from './writeEvents.ts';

/** Leaves a husk in the place of an event that is taken out. @param isMadeAgain whether a rebuild counts it again */
export function leave(memory: Memory, event: EventRow, isMadeAgain: boolean): void {
  const { husks, happenings, known, mark } = memory;
  const { seq, writeKey, messageId, receivedAt, time } = event;
  const isCounted = isMadeAgain && !isTest(eventOf(event));
  const { type, event: name } = isCounted ? event : ({ type: '', event: '' } as const);
  const said = isCounted ? sayOf(memory, seq, eventOf(event)) : undefined;
  const first = happenings.get(seq)?.first;
  known.delete(placeOf(event));
  const hash = mark('message_id', messageId);
  husks.put({ seq, writeKey, mark: hash, type, event: name, receivedAt, time, said, first });
  unsay(memory, seq);
  unrefund(memory, memory.tags.get(writeKey)?.account_id, seq);
}
