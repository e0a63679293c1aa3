import { Type } from 'typebox';
import { authorize, ownTag } from '../../access/auth.ts';
import { StreamLimits } from '../../access/streamLimits.ts';
import { HttpError } from '../../http/errors.ts';
import { text } from '../../http/openapi/parts.ts';
import { prefixOf } from '../../http/publicUrl.ts';
import type { Accounts } from '../../store/records.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { Streams } from './streams.ts';

/** When to try again where there are too many, in seconds. */
const RETRY_SECONDS = 30;

const EVENTS = 'text/event-stream; charset=utf-8';

const StreamQuery = Type.Object(
  {
    writeKey: Type.Optional(Type.String()),
    refusals: Type.Optional(Type.Boolean({ fix: 'must be true or false' })),
  },
  { additionalProperties: false },
);

/** The events as they are stored, as server-sent events. */
export const stream: ApiRoutes = async (
  app,
  { store, live, refusals, heartbeatMs, findAccess, senderOf },
) => {
  const streams = new Streams();
  const limits = new StreamLimits();
  const stopListening = live.listen((event, accountId) => streams.pass(event, accountId));
  const stopHearing = refusals.listen(refusal => streams.passRefusal(refusal));

  // Before the server waits for its connections to end.
  app.addHook('preClose', async () => {
    stopListening();
    stopHearing();
    streams.end();
  });

  app.get(
    '/events/stream',
    {
      schema: {
        summary: 'Follow the events as they are stored',
        description:
          'Server-sent events; each is an Event as GET /events has it. Of a large one it is the head: `whole` is the address of all of it. With `refusals=true` also beacons that were refused, as frames of the type `refusal`, each a Refusal as GET /refusals has it.',
        querystring: StreamQuery,
        shown: { response: { 200: text('text/event-stream') }, refusals: [404, 429] },
      },
    },
    async (request, reply) => {
      const { access } = request;
      const { writeKey, refusals } = request.query;
      if (writeKey !== undefined) await ownTag(store, access, writeKey);
      if (request.method === 'HEAD') {
        return reply.headers({ 'content-type': EVENTS, 'x-accel-buffering': 'no' }).send();
      }
      const release = limits.take(request, access.actor);
      if (typeof release === 'string')
        throw new HttpError('rate_limit_exceeded', release, undefined, RETRY_SECONDS);
      const leave = await live.join(access.accounts);
      reply.hijack();
      const response = reply.raw;
      // Whoever went while it was asked whether he may is told of nothing any more.
      if (response.destroyed) {
        leave();
        return release();
      }
      for (const [name, value] of Object.entries(reply.getHeaders())) response.setHeader(name, value!);
      // Proxies that buffer would hold the events back.
      response.writeHead(200, {
        'content-type': EVENTS,
        'x-accel-buffering': 'no',
      });

      response.once('close', () => {
        leave();
        release();
      });
      // A token that was revoked, or a log-in that ended, ends its streams too; and so do other accounts than it was opened
      // with, and a tag that is gone: whoever comes again gets what he may see by then.
      const isAsOpened = async () => {
        const { accounts } = await authorize({ findAccess, senderOf }, request);
        if (writeKey !== undefined) await ownTag(store, access, writeKey);
        return isSame(accounts, access.accounts);
      };
      const heartbeat = setInterval(
        () =>
          void isAsOpened().then(
            isSo => {
              if (!isSo) response.end();
              else if (!response.writableEnded) response.write(': alive\n\n');
            },
            () => response.end(),
          ),
        heartbeatMs,
      );
      response.once('close', () => clearInterval(heartbeat));
      streams.add(response, { accounts: access.accounts, writeKey, prefix: prefixOf(request), refusals });
      response.write(': open\n\n');
    },
  );
};

const isSame = (some: Accounts, others: Accounts): boolean => JSON.stringify(some) === JSON.stringify(others);
