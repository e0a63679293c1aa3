import type { FastifyInstance } from 'fastify';
import { readFiles, sendFile } from './files.ts';

/** How long a browser uses the tag without asking again: a fix reaches every page within the hour. */
const MAX_AGE_SECONDS = 3600;

/** The published browser files, for any site to load. */
export async function tagFiles(app: FastifyInstance, { folder }: { folder: string }): Promise<void> {
  for (const [name, file] of readFiles(folder, path => /^tgp(\.[a-z0-9]+)*\.js(\.map)?$/.test(path))) {
    app.route({
      method: ['GET', 'HEAD'],
      url: `/${name}`,
      handler: (request, reply) => {
        reply.headers({
          'cache-control': `public, max-age=${MAX_AGE_SECONDS}`,
          'access-control-allow-origin': '*',
          'cross-origin-resource-policy': 'cross-origin',
        });
        return sendFile(request, reply, file);
      },
    });
  }
}
