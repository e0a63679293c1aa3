import { compareTexts } from '../../store/compareTexts.ts';
import type { Activity, HourCount, KindFilter, LastSeenFilter } from '../../store/event.ts';
import { indexed } from '../../store/indexed.ts';
import type { LastSeenRow } from '../../store/rows.ts';
import type { Servers } from '../servers.ts';
import { compareWritten } from '../texts.ts';
import { ofTags, tagLists } from './byServer.ts';
import { eachType } from './counts.ts';

/** Tags as a statement has them. */
export const TAGS = 'unnest($1::text[], $2::text[]) AS tag (account_id, write_key)';

/** When each was last seen, the newest first: so many at the end of an index, of each tag and type. */
export async function lastSeen(
  servers: Servers,
  { writeKeys, event, limit }: LastSeenFilter,
  signal?: AbortSignal,
): Promise<LastSeenRow[]> {
  const named = event === undefined ? '' : 'AND event = $5';
  const parts = await ofTags(
    servers,
    writeKeys,
    (session, tags) => {
      const keys = eachType(tags);
      const types = keys.map(({ type }) => type);
      const values = [...tagLists(keys), types, limit];
      return session.all<LastSeenRow>(
        `SELECT found.* FROM unnest($1::text[], $2::text[], $3::text[]) AS key (account_id, write_key, type)
         CROSS JOIN LATERAL (
           SELECT write_key, type, event, time FROM last_seen
           WHERE account_id = key.account_id AND write_key = key.write_key AND type = key.type ${named}
           ORDER BY time DESC, event LIMIT $4) AS found
         ORDER BY time DESC, write_key, type, event LIMIT $4`,
        event === undefined ? values : [...values, indexed(event)],
      );
    },
    signal,
  );
  return parts.flat().sort(compareSeen).slice(0, limit);
}

const compareSeen = (a: LastSeenRow, b: LastSeenRow): number =>
  b.time - a.time ||
  compareTexts(a.write_key, b.write_key) ||
  compareTexts(a.type, b.type) ||
  compareWritten(a.event, b.event);

/** Of each tag the oldest hour and the latest receipt: each the one row at the end of an index. */
export async function activity(
  servers: Servers,
  { writeKeys, type, events }: KindFilter,
  signal?: AbortSignal,
): Promise<Activity[]> {
  const [names, named] = events
    ? [', unnest($4::text[]) AS name (event)', 'AND event = name.event']
    : ['', ''];
  const ofTag = `account_id = tag.account_id AND write_key = tag.write_key AND type = $3 ${named}`;
  const parts = await ofTags(
    servers,
    writeKeys,
    (session, tags) =>
      session.all<Activity>(
        `SELECT tag.write_key, min(first.hour) AS "firstHour", max(last.time) AS "lastSeen"
         FROM ${TAGS}${names}
         CROSS JOIN LATERAL (SELECT hour FROM counts WHERE ${ofTag} ORDER BY hour LIMIT 1) AS first
         LEFT JOIN LATERAL (SELECT time FROM last_seen WHERE ${ofTag} ORDER BY time DESC LIMIT 1) AS last ON true
         GROUP BY tag.write_key ORDER BY tag.write_key`,
        [...tagLists(tags), type, ...(events ? [events.map(indexed)] : [])],
      ),
    signal,
  );
  return parts.flat();
}

/** How many there were in each hour, of each tag. */
export async function hours(
  servers: Servers,
  { writeKeys, type, events, from, to }: KindFilter & { from: number; to: number },
  signal?: AbortSignal,
): Promise<HourCount[]> {
  const parts = await ofTags(
    servers,
    writeKeys,
    (session, tags) =>
      session.all<HourCount>(
        `SELECT found.* FROM ${TAGS} CROSS JOIN LATERAL (
           SELECT write_key, hour, sum(count) AS count FROM counts
           WHERE account_id = tag.account_id AND write_key = tag.write_key AND type = $3 AND hour >= $4 AND hour < $5
             ${events ? 'AND event = ANY($6)' : ''}
           GROUP BY write_key, hour) AS found`,
        [...tagLists(tags), type, from, to, ...(events ? [events.map(indexed)] : [])],
      ),
    signal,
  );
  return parts.flat().sort(compareHours);
}

export const compareHours = (a: HourCount, b: HourCount): number =>
  a.hour - b.hour || compareTexts(a.write_key, b.write_key);

/** When events of these names were last triggered. */
export async function lastTriggered(
  servers: Servers,
  { writeKeys, type, events }: KindFilter & { events: string[] },
): Promise<Map<string, number>> {
  const parts = await ofTags(servers, writeKeys, (session, tags) =>
    session.all<{ event: string; time: number }>(
      `SELECT seen.event, max(seen.time) AS time FROM ${TAGS}, unnest($4::text[]) AS name (event)
       CROSS JOIN LATERAL (
         SELECT event, time FROM last_seen
         WHERE account_id = tag.account_id AND write_key = tag.write_key AND type = $3 AND event = name.event
         LIMIT 1) AS seen
       GROUP BY seen.event`,
      [...tagLists(tags), type, events],
    ),
  );
  const latest = new Map<string, number>();
  for (const { event, time } of parts.flat()) latest.set(event, Math.max(time, latest.get(event) ?? time));
  return latest;
}
