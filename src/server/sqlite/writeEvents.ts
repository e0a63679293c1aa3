import type { StoredEvent } from '../store/event.ts';
import { indexed } from '../store/indexed.ts';
import { isTest } from '../store/isTest.ts';
import { packFields } from '../store/packFields.ts';
import { addQuarters, hourOf, type Quartered, quarterOf } from '../store/quarters.ts';
import type { Replaced } from '../visits/takesPlace.ts';
import type { Connection } from './connection.ts';
import { countKinds } from './countKinds.ts';
import type { CreditAgain } from './creditAgain.ts';
import { type Heard, happenings } from './happenings.ts';
import { husks, NEXT_SEQ } from './husks.ts';
import { countNames } from './names.ts';
import { visitDays } from './visits/visitDays.ts';
import { writeVisits } from './visits/writeVisits.ts';
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
    `INSERT INTO events (seq, write_key, message_id, type, event, anonymous_id, user_id, received_at, time, clamped, fields, signs)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (write_key, message_id) DO NOTHING`,
  );
  const countName = countNames(db);
  const addEvents = db.prepare(`UPDATE last_numbers SET number = number + ? WHERE kind = 'event'`);
  const see = db.prepare(
    `INSERT INTO last_seen (write_key, type, event, time) VALUES (?, ?, ?, ?)
     ON CONFLICT (write_key, type, event) DO UPDATE SET time = max(time, excluded.time)`,
  );

  const convert = writeConversions(db, again);
  const hear = happenings(db);
  const kinds = countKinds(db);
  const gone = husks(db);
  const visits = writeVisits(db, { days: visitDays(db) });
  const next = db.prepare<{ seq: number }>(`SELECT ${NEXT_SEQ} AS seq`);
  let seq = 0;

  const write = (event: StoredEvent, ofKinds: KindSums, replaced: Replaced[]): boolean => {
    if (gone.has(event.writeKey, event.messageId)) return false;
    const { changes } = insert.run(
      seq,
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
      event.signs ?? '',
    );
    if (changes !== 1) return false;
    const heard = hear(seq, event);
    if (heard) addKind(ofKinds, event, heard);
    if (heard?.replaced) replaced.push(heard.replaced);
    visits.add(seq, event, heard);
    convert(seq++, event, heard);
    return true;
  };

  return events =>
    db.transaction(() => {
      again.begin();
      gone.begin();
      visits.begin();
      ({ seq } = next.get()!);
      const ofKinds: KindSums = new Map();
      const replaced: Replaced[] = [];
      const isNew = events.map(event => write(event, ofKinds, replaced));
      const added = events.filter((_, at) => isNew[at]);
      for (const { event, hour, count, lastSeen } of sums(added.filter(event => !isTest(event)))) {
        const name = countName(event.writeKey, event.type, indexed(event.event), hour, count);
        see.run(event.writeKey, event.type, name, lastSeen);
      }
      for (const { writeKey, kind, source, hour, count, lastSeen } of ofKinds.values()) {
        if (count) kinds.count(writeKey, kind, hour, count);
        kinds.see(writeKey, kind, source, lastSeen);
      }
      for (const { event, said } of replaced) {
        kinds.uncount(event.writeKey, said.kind.kind, hourOf(event.time));
      }
      visits.write();
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

/** How many events of a kind there are to count in an hour, and when the last of them came. */
interface KindSum {
  writeKey: string;
  kind: string;
  source: string;
  hour: number;
  count: number;
  lastSeen: number;
}

type KindSums = Map<string, KindSum>;

/** Adds an event to the sums by kind: what was told before counts no more. */
function addKind(sums: KindSums, { writeKey, time, receivedAt }: StoredEvent, { said, first }: Heard): void {
  const hour = hourOf(time);
  const { source } = said;
  const { kind } = said.kind;
  const count = first ? 0 : 1;
  const key = `${writeKey} ${kind} ${source} ${hour}`;
  const sum = sums.get(key);
  if (!sum) sums.set(key, { writeKey, kind, source, hour, count, lastSeen: receivedAt });
  else {
    sum.count += count;
    sum.lastSeen = Math.max(sum.lastSeen, receivedAt);
  }
}
