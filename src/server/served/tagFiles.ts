import type { FastifyInstance, FastifySchema } from 'fastify';
import { Type } from 'typebox';
import { type File, readFiles, sendFile } from '../http/files.ts';
import { text } from '../http/openapi/parts.ts';

/** How long a browser uses the tag without asking again: a fix reaches every page within the hour. */
const MAX_AGE = 'public, max-age=3600';

/** The file of one version never changes, so that a page can name its hash. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** In the document each script is once; its map and its versions are left out. */
const SCRIPT: FastifySchema = {
  summary: 'The tag, for a page to load',
  description: 'Also by its version, which never changes: /tgp@1.2.3.js.',
  shown: { response: { 200: text('text/javascript'), 304: Type.Null() } },
};

/** A published file's name with its version: `tgp@1.2.3.js`. */
export const versioned = (name: string, version: string): string => name.replace(/^tgp/, `tgp@${version}`);

/** The published browser files, for any site to load: as they move, and those of this version for ever. */
export async function tagFiles(
  app: FastifyInstance,
  { folder, version }: { folder: string; version: string },
): Promise<void> {
  const files = readFiles(folder, path => /^tgp(\.[a-z0-9]+)*\.js(\.map)?$/.test(path));
  const serve = (
    name: string,
    file: File,
    cacheControl: string,
    map?: string,
    schema: FastifySchema = { hide: true },
  ) =>
    app.route({
      method: ['GET', 'HEAD'],
      url: `/${name}`,
      schema,
      handler: (request, reply) => {
        reply.headers({
          'cache-control': cacheControl,
          'access-control-allow-origin': '*',
          'cross-origin-resource-policy': 'cross-origin',
          // In the file itself it would cost every page its bytes.
          ...(map && { sourcemap: `/${map}` }),
        });
        return sendFile(request, reply, file);
      },
    });
  for (const [name, file] of files) {
    const map = files.has(`${name}.map`) ? `${name}.map` : undefined;
    serve(name, file, MAX_AGE, map, name.endsWith('.js') ? SCRIPT : undefined);
    serve(versioned(name, version), file, FOR_EVER, map && versioned(map, version));
  }
}
