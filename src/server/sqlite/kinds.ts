import { KINDS } from '../../protocol/kinds.ts';
import { readCountCursor, writeCountCursor } from '../store/countCursor.ts';
import type { Activity, HourCount } from '../store/event.ts';
import type {
  KindCountFilter,
  KindCountPage,
  KindCountRow,
  KindSeenRow,
  Kinds,
  Told,
} from '../store/kinds.ts';
import type { Connection } from './connection.ts';

/** How many events there were of each kind, when each was last seen, and what each event was counted as. */
export function kinds(db: Connection): Kinds {
  const ofTags = 'FROM json_each(?1) AS tag, json_each(?2) AS kind';
  const those = 'write_key = tag.value AND kind = ';
  const activity = db.prepare<Activity>(
    `SELECT tag.value AS write_key,
       min((SELECT min(hour) FROM kind_counts WHERE ${those} kind.value)) AS firstHour,
       max((SELECT max(time) FROM kind_seen WHERE ${those} kind.value)) AS lastSeen
     ${ofTags} GROUP BY tag.value HAVING firstHour IS NOT NULL ORDER BY tag.value`,
  );
  const hours = db.prepare<HourCount>(
    `SELECT counted.write_key, counted.hour, sum(counted.count) AS count
     ${ofTags} CROSS JOIN kind_counts AS counted
       ON counted.write_key = tag.value AND counted.kind = kind.value AND counted.hour >= ?3 AND counted.hour < ?4
     GROUP BY counted.write_key, counted.hour ORDER BY counted.hour, counted.write_key`,
  );
  const seen = db.prepare<KindSeenRow>('SELECT * FROM kind_seen WHERE write_key = ?');
  const told = db.prepare<Told>(
    `SELECT write_key AS writeKey, events.message_id AS messageId, happening.kind,
       iif(first_seq IS NULL, NULL, first_id) AS repeatOf
     FROM json_each(?) AS asked
     CROSS JOIN events ON events.write_key = asked.value ->> 0 AND events.message_id = asked.value ->> 1
     CROSS JOIN (SELECT seq, kind, first_seq, first_id FROM happenings) AS happening ON happening.seq = events.seq`,
  );
  return {
    async counts(filter) {
      return pageOf(db, filter);
    },
    async activity({ writeKeys, kinds }) {
      return activity.all(JSON.stringify(writeKeys), JSON.stringify(kinds));
    },
    async hours({ writeKeys, kinds, from, to }) {
      return hours.all(JSON.stringify(writeKeys), JSON.stringify(kinds), from, to);
    },
    async seen(writeKeys) {
      return writeKeys.flatMap(each => seen.all(each));
    },
    async told(events) {
      return told.all(JSON.stringify(events.map(({ writeKey, messageId }) => [writeKey, messageId])));
    },
  };
}

/** Write keys and kinds are plain letters. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** One walk of an index for each tag and kind, then merged. */
function pageOf(db: Connection, filter: KindCountFilter): KindCountPage {
  const { writeKeys, from = 0, to = Number.MAX_SAFE_INTEGER, limit, cursor } = filter;
  const place = cursor === undefined ? undefined : readCountCursor(cursor);
  const walk = db.prepare<KindCountRow>(
    `SELECT * FROM kind_counts WHERE write_key = ? AND kind = ? AND hour >= ? AND hour <= ? ORDER BY hour DESC LIMIT ?`,
  );
  const found: KindCountRow[] = [];
  for (const writeKey of [...writeKeys].sort(compare)) {
    for (const { kind } of KINDS) {
      const isDone = place && (compare(writeKey, place.write_key) || compare(kind, place.event)) <= 0;
      const until = place ? place.hour - (isDone ? 1 : 0) : Number.MAX_SAFE_INTEGER;
      found.push(...walk.all(writeKey, kind, from, Math.min(to - 1, until), limit + 1));
    }
  }
  found.sort((a, b) => b.hour - a.hour || compare(a.write_key, b.write_key) || compare(a.kind, b.kind));
  const counts = found.slice(0, limit);
  const last = counts.at(-1);
  return {
    counts,
    next:
      last && found.length > limit ? writeCountCursor({ ...last, type: 'track', event: last.kind }) : null,
  };
}
