import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Access } from '../../access/access.ts';
import { opens, ownAccount } from '../../access/auth.ts';
import { needsPeople } from '../../access/personRight.ts';
import type { Person } from '../../store/people.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { readInTurn } from '../readInTurn.ts';
import { untypedIfEmpty } from '../untypedIfEmpty.ts';
import { answerErasure, erasureParameters } from './answerErasure.ts';
import { conversionJson } from './conversionsJson.ts';
import { eventJson } from './eventJson.ts';
import { erasedAnswers, HeldAnswer, touchJson } from './peopleAnswers.ts';
import { visitJson } from './visitsAnswers.ts';

const MAX_LIMIT = 500;

/** What a page's events may come to, as JSON. A single one may be larger. */
const MAX_BYTES = 2 * 1024 * 1024;

const OnePerson = Type.Object({ id: Type.String() });
const account_id = Type.Optional(
  Type.String({ description: 'Of this account alone. Default: of all that the token sees.' }),
);
const HeldQuery = Type.Object(
  {
    account_id,
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: MAX_LIMIT, fix: `must be a whole number from 1 to ${MAX_LIMIT}` }),
    ),
    cursor: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
const EraseQuery = Type.Object({ account_id, ...erasureParameters }, { additionalProperties: false });

/** By which id he is asked for. */
const ROUTES = [
  ['/people/anonymous/:id', 'anonymous_id', 'a visitor'],
  ['/people/user/:id', 'user_id', 'a user, and of the visitors that were nobody else'],
] as const;

/** All that is held of one person: shown and erased, which the audit log tells without naming him. */
export const people: ApiRoutes = async (app, { store, turns }) => {
  async function personOf(access: Access, by: Person['by'], id: string, accountId?: string): Promise<Person> {
    needsPeople(access);
    if (accountId !== undefined) {
      return { accounts: [(await ownAccount(store, access, accountId)).id], by, id };
    }
    const all = await store.accounts.list('*');
    return { accounts: all.map(each => each.id).filter(each => opens(access, each)), by, id };
  }

  /** Has the audit log name whom it was about, by a hash that only who knows him can make again. */
  async function note(request: FastifyRequest, person: Person): Promise<string> {
    const mark = await store.people.mark(person);
    const accountId = person.accounts.length === 1 ? person.accounts[0]! : null;
    request.changes?.push({ kind: 'person', id: mark, accountId });
    return mark;
  }

  for (const [url, by, whose] of ROUTES) {
    app.get(
      url,
      {
        config: { isAudited: true },
        schema: {
          summary: `Show all that is held of ${whose}`,
          description:
            'For tokens with the right "people". Page by page: events first, then touches, conversions and visits.',
          params: OnePerson,
          querystring: HeldQuery,
          response: { 200: HeldAnswer },
          shown: { refusals: [403, 404] },
        },
      },
      async (request, reply) => {
        const { access, params, query } = request;
        const { limit = 50, cursor } = query;
        const person = await personOf(access, by, params.id, query.account_id);
        return readInTurn(turns, reply, async signal => {
          const held = await store.people.held({ ...person, limit, maxBytes: MAX_BYTES, cursor }, signal);
          return {
            mark: await note(request, person),
            events: held.events.map(eventJson),
            touches: held.touches.map(touchJson),
            conversions: held.conversions.map(conversionJson),
            visits: held.visits.map(visitJson),
            next: held.next,
          };
        });
      },
    );

    app.delete(
      url,
      {
        schema: {
          summary: `Erase all that is held of ${whose}`,
          description:
            'For tokens that may write and have the right "people". Counts stand, his visits go; what he sends later is new. ' +
            'With `progress=true` the last line has the whole answer beside `removed`.',
          params: OnePerson,
          querystring: EraseQuery,
          response: { 200: erasedAnswers },
          shown: { refusals: [403, 404] },
        },
        onRequest: untypedIfEmpty,
      },
      async (request, reply) => {
        const { access, params, query } = request;
        const person = await personOf(access, by, params.id, query.account_id);
        const mark = await note(request, person);
        return answerErasure({
          reply,
          isTold: query.progress === 'true',
          erase: async erasing => ({ mark, erased: await store.people.erase(person, erasing) }),
        });
      },
    );
  }
};
