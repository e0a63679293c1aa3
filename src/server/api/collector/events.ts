import { Type } from 'typebox';
import { invalid } from '../../http/errors.ts';
import type { StoredType } from '../../store/rows.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { JSON_TYPE } from '../jsonType.ts';
import { oneOf } from '../oneOf.ts';
import { readInTurn } from '../readInTurn.ts';
import { readTime, TimeParameter } from '../time.ts';
import { EventsAnswer } from './eventsAnswers.ts';
import { toldJson } from './toldJson.ts';
import { writeKeysOf } from './writeKeysOf.ts';

const MAX_LIMIT = 500;

/** What a page's events may come to, as JSON. A single one may be larger. */
const MAX_BYTES = 2 * 1024 * 1024;

const TYPES = [
  'page',
  'track',
  'identify',
  'screen',
  'group',
  'alias',
  'impression',
  'click',
  'fire',
] as const satisfies StoredType[];

const EventQuery = Type.Object(
  {
    writeKey: Type.Optional(Type.String()),
    event: Type.Optional(Type.String()),
    messageId: Type.Optional(Type.String()),
    type: Type.Optional(Type.Enum([...TYPES], { fix: oneOf(TYPES) })),
    anonymousId: Type.Optional(Type.String()),
    userId: Type.Optional(Type.String()),
    from: TimeParameter,
    to: TimeParameter,
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: MAX_LIMIT, fix: `must be a whole number from 1 to ${MAX_LIMIT}` }),
    ),
    cursor: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);

const NO_TAG = invalid({
  field: 'writeKey',
  message: 'writeKey: name the tag of the messageId too',
  type: 'missing',
});

/** The stored events, newest first, a page at a time. */
export const events: ApiRoutes = async (app, { store, turns }) => {
  app.get(
    '/events',
    {
      schema: {
        summary: 'List the stored events, newest first',
        querystring: EventQuery,
        response: { 200: EventsAnswer },
        shown: { refusals: [404] },
      },
    },
    async ({ access, query }, reply) => {
      const { writeKey, messageId, from, to, limit = 50, ...filter } = query;
      const times = { from: readTime('from', from), to: readTime('to', to) };
      const writeKeys = await writeKeysOf(store, access, writeKey);
      if (messageId !== undefined) {
        if (writeKey === undefined) throw NO_TAG;
        const event = await store.event(writeKey, messageId);
        return { events: event ? await toldJson(store, [event]) : [], next: null };
      }
      return readInTurn(turns, reply, async signal => {
        const asked = { ...filter, ...times, writeKeys, limit, maxBytes: MAX_BYTES };
        const page = await store.events(asked, signal);
        const events = await toldJson(store, page.events);
        // Here and not on the way out, so that the turn is all that it takes.
        return reply.type(JSON_TYPE).send(JSON.stringify({ events, next: page.next }) as never);
      });
    },
  );
};
