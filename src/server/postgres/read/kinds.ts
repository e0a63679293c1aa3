import { KINDS } from '../../../protocol/kinds.ts';
import { compareTexts } from '../../store/compareTexts.ts';
import { readCountCursor, writeCountCursor } from '../../store/countCursor.ts';
import type { Activity, HourCount } from '../../store/event.ts';
import type {
  KindCountFilter,
  KindCountPage,
  KindCountRow,
  KindSeenRow,
  Kinds,
  Told,
} from '../../store/kinds.ts';
import type { Servers } from '../servers.ts';
import { ofTags, tagLists } from './byServer.ts';
import { compareHours, TAGS } from './seen.ts';
import { BEYOND } from './walk.ts';

/** A tag's rows of a kind. */
const THOSE = 'account_id = tag.account_id AND write_key = tag.write_key AND kind = kind.name';

const ACTIVITY = `SELECT tag.write_key, min(first.hour) AS "firstHour", max(last.time) AS "lastSeen"
  FROM ${TAGS}, unnest($3::text[]) AS kind (name)
  CROSS JOIN LATERAL (SELECT hour FROM kind_counts WHERE ${THOSE} ORDER BY hour LIMIT 1) AS first
  LEFT JOIN LATERAL (SELECT max(time) AS time FROM kind_seen WHERE ${THOSE}) AS last ON true
  GROUP BY tag.write_key`;

const HOURS = `SELECT counted.write_key, counted.hour, sum(counted.count) AS count
  FROM ${TAGS}, unnest($3::text[]) AS kind (name)
  CROSS JOIN LATERAL (
    SELECT write_key, hour, count FROM kind_counts WHERE ${THOSE} AND hour >= $4 AND hour < $5 OFFSET 0) AS counted
  GROUP BY counted.write_key, counted.hour`;

const SEEN = `SELECT seen.* FROM ${TAGS} CROSS JOIN LATERAL (
    SELECT write_key, kind, source, time FROM kind_seen
    WHERE account_id = tag.account_id AND write_key = tag.write_key OFFSET 0) AS seen
  ORDER BY kind, source`;

const COUNTS = `SELECT found.* FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[])
    AS key (account_id, write_key, kind, until)
  CROSS JOIN LATERAL (
    SELECT write_key, kind, hour, count FROM kind_counts
    WHERE account_id = key.account_id AND write_key = key.write_key AND kind = key.kind AND hour >= $5 AND hour <= key.until
    ORDER BY hour DESC LIMIT $6) AS found
  ORDER BY hour DESC, write_key, kind LIMIT $6`;

/** Of the events that are there still: what is left of others is told of by none. */
const TOLD = `SELECT asked.write_key AS "writeKey", asked.message_id AS "messageId", told.kind,
    CASE WHEN told.first_seq IS NOT NULL THEN told.first_id END AS "repeatOf"
  FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS asked (account_id, write_key, message_id, at)
  CROSS JOIN LATERAL (
    SELECT seq FROM seen
    WHERE account_id = asked.account_id AND write_key = asked.write_key AND message_id = asked.message_id LIMIT 1) AS event
  CROSS JOIN LATERAL (
    SELECT kind, first_seq, first_id FROM happenings WHERE account_id = asked.account_id AND seq = event.seq LIMIT 1) AS told
  ORDER BY asked.at`;

/** How many events there were of each kind, when each was last seen, and what each event was counted as. */
export const kinds = (servers: Servers): Kinds => ({
  counts: filter => counts(servers, filter),

  async activity({ writeKeys, kinds }) {
    const parts = await ofTags(servers, writeKeys, (session, tags) =>
      session.all<Activity>(ACTIVITY, [...tagLists(tags), kinds]),
    );
    return parts.flat().sort((a, b) => compareTexts(a.write_key, b.write_key));
  },

  async hours({ writeKeys, kinds, from, to }) {
    const parts = await ofTags(servers, writeKeys, (session, tags) =>
      session.all<HourCount>(HOURS, [...tagLists(tags), kinds, from, to]),
    );
    return parts.flat().sort(compareHours);
  },

  async seen(writeKeys) {
    const parts = await ofTags(servers, writeKeys, (session, tags) =>
      session.all<KindSeenRow>(SEEN, tagLists(tags)),
    );
    const places = new Map(writeKeys.map((key, at) => [key, at]));
    return parts.flat().sort((a, b) => places.get(a.write_key)! - places.get(b.write_key)!);
  },

  async told(events) {
    const parts = await ofTags(
      servers,
      events.map(({ writeKey }) => writeKey),
      (session, tags) => {
        const accounts = new Map(tags.map(tag => [tag.write_key, tag.account_id]));
        const those = events.filter(({ writeKey }) => accounts.has(writeKey));
        return session.all<Told>(TOLD, [
          those.map(({ writeKey }) => accounts.get(writeKey)),
          those.map(({ writeKey }) => writeKey),
          those.map(({ messageId }) => messageId),
        ]);
      },
    );
    return parts.flat();
  },
});

/** One walk of an index for each tag and kind, then merged. */
async function counts(servers: Servers, filter: KindCountFilter): Promise<KindCountPage> {
  const { writeKeys, from = 0, to = BEYOND, limit, cursor } = filter;
  const place = cursor === undefined ? undefined : readCountCursor(cursor);
  const parts = await ofTags(servers, writeKeys, (session, tags) => {
    const keys = tags.flatMap(tag => KINDS.map(({ kind }) => ({ ...tag, kind })));
    const until = keys.map(({ write_key, kind }) => {
      if (!place) return to - 1;
      const isDone = (compareTexts(write_key, place.write_key) || compareTexts(kind, place.event)) <= 0;
      return Math.min(to - 1, place.hour - (isDone ? 1 : 0));
    });
    const names = keys.map(({ kind }) => kind);
    return session.all<KindCountRow>(COUNTS, [...tagLists(keys), names, until, from, limit + 1]);
  });
  const found = parts
    .flat()
    .sort(
      (a, b) => b.hour - a.hour || compareTexts(a.write_key, b.write_key) || compareTexts(a.kind, b.kind),
    );
  const counts = found.slice(0, limit);
  const last = counts.at(-1);
  return {
    counts,
    next:
      last && found.length > limit ? writeCountCursor({ ...last, type: 'track', event: last.kind }) : null,
  };
}
