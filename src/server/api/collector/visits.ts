import { Type } from 'typebox';
import { ownTag } from '../../access/auth.ts';
import { HttpError } from '../../http/errors.ts';
import type { StoredEvent } from '../../store/event.ts';
import type { Store } from '../../store/store.ts';
import type { VisitRow } from '../../store/visits.ts';
import { botNamed } from '../../visits/botNamed.ts';
import { signsOf } from '../../visits/signsOf.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { readTime, TimeParameter } from '../time.ts';
import { whileThere } from '../whileThere.ts';
import { tagsOf } from './reports/reportQuery.ts';
import { OneVisitAnswer, VisitsAnswer, visitJson } from './visitsAnswers.ts';

const MAX_LIMIT = 500;

const VisitsQuery = Type.Object(
  {
    account_id: Type.Optional(Type.String({ description: 'Default: all accounts that the token may see.' })),
    writeKey: Type.Optional(Type.String()),
    visitor: Type.Optional(Type.String({ description: 'By `anonymousId`, else by `userId`.' })),
    counted: Type.Optional(
      Type.Enum(['people', 'automated', 'test'], { fix: 'must be "people", "automated" or "test"' }),
    ),
    from: TimeParameter,
    to: TimeParameter,
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: MAX_LIMIT, fix: `must be a whole number from 1 to ${MAX_LIMIT}` }),
    ),
    cursor: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);

/** How long after its begin an event of a visit may be received: what waited in a browser comes late. */
const LATE_MS = 86_400_000;

/** Visits, one by one. */
export const visits: ApiRoutes = async (app, { store }) => {
  app.get(
    '/visits',
    {
      schema: {
        summary: 'List the visits, the last to begin first',
        querystring: VisitsQuery,
        response: { 200: VisitsAnswer },
        shown: { refusals: [404] },
      },
    },
    async ({ access, query }, reply) => {
      const { visitor, counted, limit = 50, cursor } = query;
      const times = { from: readTime('from', query.from), to: readTime('to', query.to) };
      const { writeKeys } = await tagsOf(query, store, access);
      const filter = { writeKeys, visitor, counted, ...times, limit, cursor };
      const page = await store.visits(filter, whileThere(reply));
      return { visits: page.visits.map(visitJson), next: page.next };
    },
  );

  app.get(
    '/visits/:writeKey/:id',
    {
      schema: {
        summary: 'Show a visit, and which bot it was of where that has a name',
        params: Type.Object({ writeKey: Type.String(), id: Type.String() }),
        response: { 200: OneVisitAnswer },
        shown: { refusals: [404] },
      },
    },
    async ({ access, params }) => {
      const { write_key } = await ownTag(store, access, params.writeKey);
      const row = await store.visit(write_key, params.id);
      if (!row) throw new HttpError('not_found', `id: the tag has no visit "${params.id}"`);
      const userAgent = await userAgentOf(store, row);
      return { ...visitJson(row), userAgent, bot: userAgent === null ? null : await botNamed(userAgent) };
    },
  );
};

/** What the newest event of a visit says of its browser; null where none is left that says it. */
async function userAgentOf(store: Store, visit: VisitRow): Promise<string | null> {
  const { write_key, visitor, started_at, ended_at } = visit;
  for (const id of ['anonymousId', 'userId'] as const) {
    const asked = {
      writeKeys: [write_key],
      [id]: visitor,
      from: started_at,
      to: ended_at + LATE_MS,
      limit: 1,
    };
    const [event] = (await store.events(asked)).events;
    if (event) return userAgentIn(event);
  }
  return null;
}

function userAgentIn(event: StoredEvent): string | null {
  const { userAgent } = (event.fields.context ?? {}) as { userAgent?: unknown };
  return (typeof userAgent === 'string' && userAgent) || signsOf(event).userAgent || null;
}
