import { Type } from 'typebox';
import { invalid } from '../../http/errors.ts';
import type { CountFilter } from '../../store/event.ts';
import type { Store } from '../../store/store.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { isoTime, readTime, TimeParameter } from '../time.ts';
import { type Days, readDays, ZONE_FIX } from './daysOf.ts';
import { CountsAnswer } from './eventsAnswers.ts';
import { writeKeysOf } from './writeKeysOf.ts';

/** Rows of a page, of counts and of names. */
const MAX_LIMIT = 1000;

const CountQuery = Type.Object(
  {
    writeKey: Type.Optional(Type.String()),
    event: Type.Optional(Type.String()),
    from: TimeParameter,
    to: TimeParameter,
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: MAX_LIMIT, fix: `must be a number from 1 to ${MAX_LIMIT}` }),
    ),
    cursor: Type.Optional(Type.String()),
    by: Type.Optional(Type.Enum(['hour', 'day'], { fix: 'must be "hour" or "day"' })),
    tz: Type.Optional(Type.String({ maxLength: 64, fix: ZONE_FIX })),
  },
  { additionalProperties: false },
);

/** How many events there were, by tag, type, event and hour or day, a page at a time; with the first, what was seen last. */
export const counts: ApiRoutes = async (app, { store, now }) => {
  app.get(
    '/counts',
    {
      schema: {
        summary: 'Count the events by tag, type, event and hour, or day of a time zone',
        querystring: CountQuery,
        response: { 200: CountsAnswer },
        shown: { refusals: [404] },
      },
    },
    async ({ access, query }) => {
      const { writeKey, event, limit = MAX_LIMIT, cursor } = query;
      if (query.tz !== undefined && query.by !== 'day') {
        throw invalid({ field: 'by', message: 'by: must be "day" where there is a tz', type: 'missing' });
      }
      const days = query.by === 'day' ? readDays(query, now()) : undefined;
      const named = { writeKeys: await writeKeysOf(store, access, writeKey), event, limit };
      const [page, lastSeen] = await Promise.all([
        days
          ? countDays(store, { ...named, cursor }, days)
          : countHours(store, {
              ...named,
              from: readTime('from', query.from),
              to: readTime('to', query.to),
              cursor,
            }),
        cursor === undefined ? store.lastSeen(named) : [],
      ]);
      return {
        counts: page.counts,
        last_seen: lastSeen.map(({ write_key, time, ...row }) => ({
          writeKey: write_key,
          ...row,
          time: isoTime(time),
        })),
        next: page.next,
      };
    },
  );
};

async function countHours(store: Store, filter: CountFilter) {
  const { counts, next } = await store.counts(filter);
  const rows = counts.map(({ write_key, hour, ...row }) => ({
    writeKey: write_key,
    ...row,
    hour: isoTime(hour),
  }));
  return { counts: rows, next };
}

async function countDays(store: Store, filter: CountFilter, { starts, nameOf }: Days) {
  const { counts, next } = await store.dayCounts({ ...filter, days: starts });
  const rows = counts.map(({ write_key, day, ...row }) => ({
    writeKey: write_key,
    ...row,
    day: nameOf(day),
  }));
  return { counts: rows, next };
}
