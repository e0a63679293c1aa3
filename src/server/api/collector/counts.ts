import { Type } from 'typebox';
import { HOUR_MS } from '../../../protocol/durations.ts';
import { invalid } from '../../http/errors.ts';
import type { CountFilter } from '../../store/event.ts';
import type { KindCountFilter } from '../../store/kinds.ts';
import type { Store } from '../../store/store.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { isoTime, readTime, TimeParameter } from '../time.ts';
import { whileThere } from '../whileThere.ts';
import { type Days, readDays, ZONE_FIX } from './daysOf.ts';
import { CountsAnswer, KindCountsAnswer } from './eventsAnswers.ts';
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
      Type.Integer({ minimum: 1, maximum: MAX_LIMIT, fix: `must be a whole number from 1 to ${MAX_LIMIT}` }),
    ),
    cursor: Type.Optional(Type.String()),
    by: Type.Optional(
      Type.Enum(['hour', 'day', 'kind'], {
        fix: 'must be "hour", "day" or "kind"',
        description: 'kind: what happened by its kind, whatever it is called, each thing once, by the hour.',
      }),
    ),
    tz: Type.Optional(Type.String({ maxLength: 64, fix: ZONE_FIX })),
  },
  { additionalProperties: false },
);

const BY_KIND = invalid({
  field: 'event',
  message: 'event: leave it out where you count by kind: a kind has many names',
  type: 'extra_forbidden',
});

/** How many events there were, by tag, type, event and hour or day, or by kind, a page at a time; with the first, what was seen last. */
export const counts: ApiRoutes = async (app, { store, now }) => {
  async function countsByKind(filter: KindCountFilter, event: string | undefined) {
    if (event !== undefined) throw BY_KIND;
    const { counts, next } = await store.kinds.counts(filter);
    return {
      counts: counts.map(({ write_key, kind, hour, count }) => ({
        writeKey: write_key,
        kind,
        hour: isoTime(hour),
        count,
      })),
      next,
    };
  }

  app.get(
    '/counts',
    {
      schema: {
        summary: 'Count the events by tag, type, event and hour, or day of a time zone, or by kind',
        querystring: CountQuery,
        response: { 200: Type.Union([CountsAnswer, KindCountsAnswer]) },
        shown: { refusals: [404] },
      },
    },
    async ({ access, query }, reply) => {
      const { writeKey, event, limit = MAX_LIMIT, cursor } = query;
      if (query.tz !== undefined && query.by !== 'day') {
        throw invalid({ field: 'by', message: 'by: must be "day" where there is a tz', type: 'missing' });
      }
      const days = query.by === 'day' ? readDays(query, now()) : undefined;
      const writeKeys = await writeKeysOf(store, access, writeKey);
      if (query.by === 'kind') {
        const from = readTime('from', query.from);
        // A kind is counted by the hour: the one that `from` is in counts whole.
        const times = { from: from && from - (from % HOUR_MS), to: readTime('to', query.to) };
        return countsByKind({ writeKeys, ...times, limit, cursor }, event);
      }
      const signal = whileThere(reply);
      const named = { writeKeys, event, limit };
      const [page, lastSeen] = await Promise.all([
        days
          ? countDays(store, { ...named, cursor }, days, signal)
          : countHours(
              store,
              { ...named, from: readTime('from', query.from), to: readTime('to', query.to), cursor },
              signal,
            ),
        cursor === undefined ? store.lastSeen(named, signal) : [],
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

async function countHours(store: Store, filter: CountFilter, signal: AbortSignal) {
  const { counts, next } = await store.counts(filter, signal);
  const rows = counts.map(({ write_key, hour, ...row }) => ({
    writeKey: write_key,
    ...row,
    hour: isoTime(hour),
  }));
  return { counts: rows, next };
}

async function countDays(store: Store, filter: CountFilter, { starts, nameOf }: Days, signal: AbortSignal) {
  const { counts, next } = await store.dayCounts({ ...filter, days: starts }, signal);
  const rows = counts.map(({ write_key, day, ...row }) => ({
    writeKey: write_key,
    ...row,
    day: nameOf(day),
  }));
  return { counts: rows, next };
}
