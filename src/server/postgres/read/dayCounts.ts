import { compareTexts } from '../../store/compareTexts.ts';
import { type CountPlace, readCountCursor, writeCountCursor } from '../../store/countCursor.ts';
import type { DayCount, DayFilter, DayPage } from '../../store/dayCounts.ts';
import { indexed } from '../../store/indexed.ts';
import { hourRange } from '../../store/quarters.ts';
import type { Servers } from '../servers.ts';
import type { Session } from '../session.ts';
import { compareWritten } from '../texts.ts';
import { type OwnTag, tagsByServer } from './byServer.ts';
import { countSql } from './countSql.ts';
import { eachType } from './counts.ts';
import { params } from './walk.ts';

type Counted = Omit<DayCount, 'day'>;

/** Sums the hours of each day, a day at a time: what a day has of names is capped. */
export async function dayCounts(
  servers: Servers,
  { writeKeys, event, days, limit, cursor }: DayFilter,
  signal?: AbortSignal,
): Promise<DayPage> {
  const place = cursor === undefined ? undefined : readCountCursor(cursor);
  signal?.throwIfAborted();
  const groups = [...(await tagsByServer(servers, writeKeys))];
  const found: DayCount[] = [];
  for (let at = days.length - 2; at >= 0 && found.length <= limit; at--) {
    const day = days[at]!;
    if (place && day > place.hour) continue;
    const asked = { day, end: days[at + 1]!, event, after: place?.hour === day ? place : undefined, limit };
    const parts = await Promise.all(
      groups.map(([server, tags]) => ofDay(server.within(signal), tags, asked)),
    );
    for (const row of parts.flat().sort(compareCounted)) found.push({ ...row, day });
  }
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    counts: found.slice(0, limit),
    next: last ? writeCountCursor({ ...last, hour: last.day }) : null,
  };
}

const compareCounted = (a: Counted, b: Counted): number =>
  compareTexts(a.write_key, b.write_key) || compareTexts(a.type, b.type) || compareWritten(a.event, b.event);

interface Day {
  day: number;
  end: number;
  event: string | undefined;
  /** Where the last page ended in it. */
  after: CountPlace | undefined;
  limit: number;
}

/** The first names of a day that were not read yet, one more than a page has. */
function ofDay(session: Session, tags: OwnTag[], { day, end, event, after, limit }: Day): Promise<Counted[]> {
  const range = hourRange(day, end);
  const { values, param } = params();
  const keys = eachType(tags).flatMap(key => {
    const order = after
      ? compareTexts(key.write_key, after.write_key) || compareTexts(key.type, after.type)
      : 1;
    return order < 0 ? [] : [{ ...key, after: order === 0 ? after!.event : null }];
  });
  const list = (column: 'account_id' | 'write_key' | 'type' | 'after') =>
    `${param(keys.map(key => key[column]))}::text[]`;
  const count = `sum(${countSql(range, param)})`;
  const named = event === undefined ? '' : `AND event = ${param(indexed(event))}`;
  const most = param(limit + 1);
  return session.all<Counted>(
    `SELECT key.write_key, key.type, found.*
     FROM unnest(${list('account_id')}, ${list('write_key')}, ${list('type')}, ${list('after')})
       AS key (account_id, write_key, type, after)
     CROSS JOIN LATERAL (
       SELECT event, ${count} AS count FROM counts
       WHERE account_id = key.account_id AND write_key = key.write_key AND type = key.type ${named}
         AND hour >= ${param(range.first)} AND hour < ${param(range.until)} AND (key.after IS NULL OR event > key.after)
       GROUP BY event HAVING ${count} > 0 ORDER BY event LIMIT ${most}) AS found
     ORDER BY key.write_key, key.type, event LIMIT ${most}`,
    values,
  );
}
