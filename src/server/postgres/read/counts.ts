import { compareTexts } from '../../store/compareTexts.ts';
import { readCountCursor, startOfCounts, writeCountCursor } from '../../store/countCursor.ts';
import type { CountFilter, CountPage } from '../../store/event.ts';
import { indexed } from '../../store/indexed.ts';
import { hourRange } from '../../store/quarters.ts';
import { type CountRow, STORED_TYPES } from '../../store/rows.ts';
import type { Servers } from '../servers.ts';
import { compareWritten } from '../texts.ts';
import { type OwnTag, ofTags } from './byServer.ts';
import { countSql } from './countSql.ts';
import { params } from './walk.ts';

/** A page of counts: one walk of an index for each tag and type, then merged. */
export async function counts(
  servers: Servers,
  filter: CountFilter,
  signal?: AbortSignal,
): Promise<CountPage> {
  const { writeKeys, event, limit, cursor } = filter;
  const range = hourRange(filter.from, filter.to);
  const place = cursor === undefined ? undefined : readCountCursor(cursor);

  const parts = await ofTags(
    servers,
    writeKeys,
    (session, tags) => {
      const { values, param } = params();
      const keys = eachType(tags).map(key => {
        const [until, before, after] = startOfCounts(place, key.write_key, key.type);
        return { ...key, until: Math.min(range.until - 1, until), before, after };
      });
      const list = (column: keyof (typeof keys)[number], type: string) =>
        `${param(keys.map(key => key[column]))}::${type}[]`;
      const count = countSql(range, param);
      const named = event === undefined ? '' : `AND event = ${param(indexed(event))}`;
      const most = param(limit + 1);
      return session.all<CountRow>(
        `SELECT found.* FROM unnest(${list('account_id', 'text')}, ${list('write_key', 'text')}, ${list('type', 'text')},
           ${list('until', 'bigint')}, ${list('before', 'bigint')}, ${list('after', 'text')})
           AS key (account_id, write_key, type, until, before, after)
         CROSS JOIN LATERAL (
           SELECT write_key, type, event, hour, ${count} AS count FROM counts
           WHERE account_id = key.account_id AND write_key = key.write_key AND type = key.type ${named}
             AND hour >= ${param(range.first)} AND hour <= key.until AND (hour < key.before OR event > key.after)
             ${count === 'count' ? '' : `AND ${count} > 0`}
           ORDER BY hour DESC, event LIMIT ${most}) AS found
         ORDER BY hour DESC, write_key, type, event LIMIT ${most}`,
        values,
      );
    },
    signal,
  );
  const found = parts.flat().sort(compareCounts);
  const counts = found.slice(0, limit);
  const last = counts.at(-1);
  return { counts, next: last && found.length > limit ? writeCountCursor(last) : null };
}

/** Each tag with each type. */
export const eachType = (tags: readonly OwnTag[]): (OwnTag & { type: CountRow['type'] })[] =>
  tags.flatMap(tag => STORED_TYPES.map(type => ({ ...tag, type })));

const compareCounts = (a: CountRow, b: CountRow): number =>
  b.hour - a.hour ||
  compareTexts(a.write_key, b.write_key) ||
  compareTexts(a.type, b.type) ||
  compareWritten(a.event, b.event);
