import type { StoredEvent } from '../store/event.ts';
import { indexed } from '../store/indexed.ts';
import { packFields } from '../store/packFields.ts';
import { addQuarters, hourOf, type Quartered, quarterOf } from '../store/quarters.ts';
import type { Connection } from './connection.ts';
import type { CreditAgain } from './creditAgain.ts';
import { countNames } from './names.ts';
import { writeConversions } from './writeConversions.ts';

interface Sum {
  event: StoredEvent;
  hour: number;
  count: Quartered;
  lastSeen: number;
}

/**
 * The hot path: events, their counts, last-seen times and conversions in one transaction. Returns a function that
 * commits a batch and says of each event whether it is new.
 */
export function writeEvents(db: Connection, again: CreditAgain): (events: StoredEvent[]) => boolean[] {
  const insert = db.prepare(
    `INSERT INTO events (write_key, message_id, type, event, anonymous_id, user_id, received_at, time, clamped, fields)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (write_key, message_id) DO NOTHING`,
  );
  const countName = countNames(db);
  const addEvents = db.prepare(`UPDATE last_numbers SET number = number + ? WHERE kind = 'event'`);
  const see = db.prepare(
    `INSERT INTO last_seen (write_key, type, event, time) VALUES (?, ?, ?, ?)
     ON CONFLICT (write_key, type, event) DO UPDATE SET time = max(time, excluded.time)`,
  );

  const convert = writeConversions(db, again);

  const write = (event: StoredEvent): boolean => {
    const { changes, lastInsertRowid } = insert.run(
      event.writeKey,
      event.messageId,
      event.type,
      indexed(event.event),
      indexed(event.anonymousId),
      indexed(event.userId),
      event.receivedAt,
      event.time,
      event.clamped ? 1 : 0,
      packFields(event.fields),
    );
    if (changes === 1) convert(lastInsertRowid, event);
    return changes === 1;
  };

  return events =>
    db.transaction(() => {
      again.begin();
      const isNew = events.map(write);
      const added = events.filter((_, at) => isNew[at]);
      for (const { event, hour, count, lastSeen } of sums(added)) {
        const name = countName(event.writeKey, event.type, indexed(event.event), hour, count);
        see.run(event.writeKey, event.type, name, lastSeen);
      }
      if (added.length) addEvents.run(added.length);
      return isNew;
    });
}

/** One sum for each tag, type, event and hour of a batch: one upsert each, not one for every event. */
function sums(events: StoredEvent[]): Iterable<Sum> {
  const byKey = new Map<string, Sum>();
  for (const event of events) {
    const hour = hourOf(event.time);
    const count = quarterOf(event.time);
    const key = `${event.writeKey} ${event.type} ${hour} ${event.event}`;
    const sum = byKey.get(key);
    if (sum) {
      sum.count = addQuarters(sum.count, count);
      sum.lastSeen = Math.max(sum.lastSeen, event.receivedAt);
    } else byKey.set(key, { event, hour, count, lastSeen: event.receivedAt });
  }
  return byKey.values();
}
