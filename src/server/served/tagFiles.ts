import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { readFiles, sendFile } from '../http/files.ts';
import { text } from '../http/openapi/parts.ts';
import { prefixOf } from '../http/publicUrl.ts';

/** How long a browser uses the tag without asking again: a fix reaches every page within the hour. */
const MAX_AGE = 'public, max-age=3600';

/** Files of the tag that move on with each version. */
const NAME = /^tgp(\.[a-z0-9]+)*\.js(\.map)?$/;

/** In the document each script is once; its map and its versions are left out. */
const SCRIPT = {
  summary: 'The tag, for a page to load',
  description: 'Also by its version, which never changes: /tgp@1.2.3.js.',
  shown: { response: { 200: text('text/javascript'), 304: Type.Null() } },
};

/** What any site may load. */
export const FOR_ANY_SITE = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
};

/** The tag's files as they move, for any site to load. */
export async function tagFiles(app: FastifyInstance, { folder }: { folder: string }): Promise<void> {
  const files = readFiles(folder, path => NAME.test(path));
  for (const [name, file] of files) {
    const map = `${name}.map`;
    app.route({
      method: ['GET', 'HEAD'],
      url: `/${name}`,
      schema: name.endsWith('.js') ? SCRIPT : { hide: true },
      handler: async (request, reply) => {
        reply.headers({ 'cache-control': MAX_AGE, ...FOR_ANY_SITE });
        // In the file itself it would cost every page its bytes.
        if (files.has(map)) reply.header('sourcemap', `${prefixOf(request)}/${map}`);
        return sendFile(request, reply, await file.pressed());
      },
    });
  }
}
