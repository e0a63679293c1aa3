import type { FastifyInstance } from 'fastify';
import { readFiles, sendFile } from '../http/files.ts';
import { FOR_ANY_SITE } from './tagFiles.ts';

const NAME = 'tgp.debug.js';

/**
 * The script that looks into a page, beside each tag's own: a tag loads it from where it came from itself. It is the same for
 * all of them.
 */
export async function servedDebug(app: FastifyInstance, { folder }: { folder: string }): Promise<void> {
  const file = readFiles(folder, path => path === NAME).get(NAME);
  if (!file) return;
  for (const url of ['/tgp/:write_key(^[0-9a-f]{32}).debug.js', '/:path/:write_key(^[0-9a-f]{32}).debug.js'])
    app.route({
      method: ['GET', 'HEAD'],
      url,
      schema: { hide: true },
      handler: async (request, reply) =>
        sendFile(
          request,
          reply.headers({ 'cache-control': 'no-cache', ...FOR_ANY_SITE }),
          await file.pressed(),
        ),
    });
}
