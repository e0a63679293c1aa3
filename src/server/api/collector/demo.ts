import { Type } from 'typebox';
import { ownAccount } from '../../access/auth.ts';
import { needsOwnerOfUsers } from '../../access/ownUsers.ts';
import { exactly } from '../../http/openapi/parts.ts';
import { DEMO_ACCOUNT } from '../../served/demo.ts';
import { emptyDemo, isMadeUp } from '../../served/demoVisits/emptyDemo.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { untypedIfEmpty } from '../untypedIfEmpty.ts';
import { answerErasure, countOf, ErasureQuery, erasureAnswers } from './answerErasure.ts';

/** The demo shop's made-up visits. */
export const demo: ApiRoutes = async (app, { store, now, stopDemo }) => {
  app.get(
    '/demo',
    {
      schema: {
        summary: "Tell whether the demo shop's visits are made up",
        response: { 200: exactly({ account_id: Type.String(), made_up: Type.Boolean() }, { title: 'Demo' }) },
        shown: { refusals: [404] },
      },
    },
    async ({ access }) => {
      const account = await ownAccount(store, access, DEMO_ACCOUNT);
      return { account_id: account.id, made_up: isMadeUp(account) };
    },
  );

  app.delete(
    '/demo',
    {
      schema: {
        summary: 'Remove what the demo shop has, made up or not',
        description: 'For owners, and tokens that can write. Its tag stays; no visits are made up again.',
        querystring: ErasureQuery,
        response: erasureAnswers,
        shown: { refusals: [404] },
      },
      onRequest: untypedIfEmpty,
    },
    async ({ access, query }, reply) => {
      const account = await ownAccount(store, access, DEMO_ACCOUNT);
      needsOwnerOfUsers(access, 'removes what the demo has');
      await stopDemo();
      const tags = await store.tags.list([account.id]);
      return answerErasure({
        reply,
        isTold: query.progress === 'true',
        count: countOf(
          store,
          tags.map(({ write_key }) => write_key),
          now(),
        ),
        async erase(erasing) {
          await emptyDemo(store, account.id, erasing);
          return undefined;
        },
      });
    },
  );
};
