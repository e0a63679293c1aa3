import { Type } from 'typebox';
import { HOUR_MS } from '../../../protocol/durations.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { isoTime, readTime, TimeParameter } from '../time.ts';
import { CountsAnswer } from './eventsAnswers.ts';
import { writeKeysOf } from './writeKeysOf.ts';

const CountQuery = Type.Object(
  {
    writeKey: Type.Optional(Type.String()),
    event: Type.Optional(Type.String()),
    from: TimeParameter,
    to: TimeParameter,
  },
  { additionalProperties: false },
);

/** How many events there were, by tag, type, event and hour, and when each was last seen. */
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
    async ({ access, query }) => {
      const { writeKey, event } = query;
      const from = readTime('from', query.from);
      // A count has no time but its hour: the hour that `from` is in counts whole.
      const times = { from: from && from - (from % HOUR_MS), to: readTime('to', query.to) };
      const filter = { writeKeys: await writeKeysOf(store, access, writeKey), event, ...times };
      const [rows, lastSeen] = await Promise.all([store.counts(filter), store.lastSeen(filter)]);
      return {
        counts: rows.map(({ write_key, hour, ...row }) => ({
          writeKey: write_key,
          ...row,
          hour: isoTime(hour),
        })),
        last_seen: lastSeen.map(({ write_key, time, ...row }) => ({
          writeKey: write_key,
          ...row,
          time: isoTime(time),
        })),
      };
    },
  );
};
