import { Type } from 'typebox';
import { HOUR_MS } from '../../../protocol/durations.ts';
import { invalid } from '../../http/errors.ts';
import type { KindCountFilter } from '../../store/kinds.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { isoTime, readTime, TimeParameter } from '../time.ts';
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
    by: Type.Optional(
      Type.Enum(['kind'], {
        fix: 'must be "kind", or left out',
        description: 'kind: what happened by its kind, whatever it is called, each thing once.',
      }),
    ),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: MAX_LIMIT, fix: `must be a number from 1 to ${MAX_LIMIT}` }),
    ),
    cursor: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);

const BY_KIND = invalid({
  field: 'event',
  message: 'event: leave it out where you count by kind: a kind has many names',
  type: 'extra_forbidden',
});

/** How many events there were, by tag, type, event and hour, a page at a time; with the first, what was seen last. */
export const counts: ApiRoutes = async (app, { store }) => {
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
        summary: 'Count the events by tag, type, event and hour, or by kind',
        querystring: CountQuery,
        response: { 200: Type.Union([CountsAnswer, KindCountsAnswer]) },
        shown: { refusals: [404] },
      },
    },
    async ({ access, query }) => {
      const { writeKey, event, limit = MAX_LIMIT, cursor } = query;
      const from = readTime('from', query.from);
      // A count has no time but its hour: the hour that `from` is in counts whole.
      const times = { from: from && from - (from % HOUR_MS), to: readTime('to', query.to) };
      const writeKeys = await writeKeysOf(store, access, writeKey);
      if (query.by === 'kind') return countsByKind({ writeKeys, ...times, limit, cursor }, event);
      const named = { writeKeys, event, limit };
      const [page, lastSeen] = await Promise.all([
        store.counts({ ...named, ...times, cursor }),
        cursor === undefined ? store.lastSeen(named) : [],
      ]);
      return {
        counts: page.counts.map(({ write_key, hour, ...row }) => ({
          writeKey: write_key,
          ...row,
          hour: isoTime(hour),
        })),
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
