import { Type } from 'typebox';
import { ownTag } from '../../access/auth.ts';
import { exactly } from '../../http/openapi/parts.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { mayRead, RefusalAnswer, refusalJson } from './refusalJson.ts';

const MAX_LIMIT = 500;

const RefusalsQuery = Type.Object(
  {
    writeKey: Type.Optional(Type.String()),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: MAX_LIMIT, fix: `must be a whole number from 1 to ${MAX_LIMIT}` }),
    ),
  },
  { additionalProperties: false },
);

/** The beacons that were refused of late, the last first. */
export const refusals: ApiRoutes = async (app, { store, refusals }) => {
  app.get(
    '/refusals',
    {
      schema: {
        summary: 'List the beacons that were refused of late',
        description:
          'Those of the last 24 hours that this collector has in its memory, the last first, each kind of them once. Those with a write key that no tag has are for tokens of all accounts.',
        querystring: RefusalsQuery,
        response: { 200: exactly({ refusals: Type.Array(RefusalAnswer) }) },
        shown: { refusals: [404] },
      },
    },
    async ({ access, query }) => {
      const { writeKey, limit = 100 } = query;
      if (writeKey !== undefined) await ownTag(store, access, writeKey);
      const mine = refusals.list().filter(each => mayRead(access, each, writeKey));
      return { refusals: mine.slice(0, limit).map(refusalJson) };
    },
  );
};
