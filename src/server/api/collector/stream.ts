import type { ServerResponse } from 'node:http';
import { Type } from 'typebox';
import { authorize, opens, ownTag } from '../../access/auth.ts';
import { text } from '../../http/openapi/parts.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { eventJson } from './eventJson.ts';

/** Most bytes that may wait for a slow reader before it is cut off; it can read on from GET /events. */
const MAX_WAITING = 1024 * 1024;

const StreamQuery = Type.Object({ writeKey: Type.Optional(Type.String()) }, { additionalProperties: false });

/** The events as they are stored, as server-sent events. */
export const stream: ApiRoutes = async (app, { store, live, heartbeatMs, findAccess, senderOf }) => {
  const open = new Set<ServerResponse>();

  // Before the server waits for its connections to end.
  app.addHook('preClose', async () => {
    for (const response of open) response.end();
  });

  app.get(
    '/events/stream',
    {
      schema: {
        summary: 'Follow the events as they are stored',
        description: 'Server-sent events; each is an Event as GET /events has it.',
        querystring: StreamQuery,
        shown: { response: { 200: text('text/event-stream') }, refusals: [404] },
      },
    },
    async (request, reply) => {
      const { access } = request;
      const { writeKey } = request.query;
      if (writeKey !== undefined) await ownTag(store, access, writeKey);
      reply.hijack();
      const response = reply.raw;
      for (const [name, value] of Object.entries(reply.getHeaders())) response.setHeader(name, value!);
      // Proxies that buffer would hold the events back.
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'x-accel-buffering': 'no',
      });

      const send = (text: string) => {
        if (response.writableEnded) return;
        response.write(text);
        if (response.writableLength > MAX_WAITING) response.destroy();
      };
      const stopListening = live.listen((event, accountId) => {
        if (!opens(access, accountId) || (writeKey !== undefined && event.writeKey !== writeKey)) return;
        // An id of its own line: a messageId is whatever the page sent, but never a line end.
        send(`id: ${event.messageId}\ndata: ${JSON.stringify(eventJson(event))}\n\n`);
      });
      // A token that was revoked, or a log-in that ended, ends its streams too.
      const heartbeat = setInterval(
        () =>
          void authorize({ findAccess, senderOf }, request).then(
            () => send(': alive\n\n'),
            () => response.end(),
          ),
        heartbeatMs,
      );
      open.add(response);
      response.on('close', () => {
        stopListening();
        clearInterval(heartbeat);
        open.delete(response);
      });
      send(': open\n\n');
    },
  );
};
