import { Type } from 'typebox';
import { HOUR_MS } from '../../../protocol/durations.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { isoTime, readTime, TimeParameter } from '../time.ts';
import { whileThere } from '../whileThere.ts';
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
  },
  { additionalProperties: false },
);

/** How many events there were, by tag, type, event and hour, a page at a time; with the first, what was seen last. */
export const counts: ApiRoutes = async (app, { store }) => {
  app.get(
    '/counts',
    {
      schema: {
        summary: 'Count the events by tag, type, event and hour',
        querystring: CountQuery,
        response: { 200: CountsAnswer },
        shown: { refusals: [404] },
      },
    },
    async ({ access, query }, reply) => {
      const { writeKey, event, limit = MAX_LIMIT, cursor } = query;
      const from = readTime('from', query.from);
      // A count has no time but its hour: the hour that `from` is in counts whole.
      const times = { from: from && from - (from % HOUR_MS), to: readTime('to', query.to) };
      const named = { writeKeys: await writeKeysOf(store, access, writeKey), event, limit };
      const signal = whileThere(reply);
      const [page, lastSeen] = await Promise.all([
        store.counts({ ...named, ...times, cursor }, signal),
        cursor === undefined ? store.lastSeen(named, signal) : [],
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
