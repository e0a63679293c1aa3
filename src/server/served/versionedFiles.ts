import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HttpError } from '../http/errors.ts';
import { sendFile } from '../http/files.ts';
import { prefixOf } from '../http/publicUrl.ts';
import { FOR_OTHER_SITES } from '../http/safeHeaders.ts';
import type { Store } from '../store/store.ts';
import { keepServed } from './keepServed.ts';
import { ownVersions, packageName, VERSIONED } from './ownVersions.ts';
import { FOR_ANY_SITE } from './tagFiles.ts';

/** The file of one version never changes, so that a page or a lock file can name its hash. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** How long a cache may say which version is the newest. */
const NEWEST = 'public, max-age=300';

export interface VersionedParts {
  store: Store;
  now: () => number;
  version: string;
  /** Where the published browser files are. */
  folder: string;
}

/** The tag's files and packages by their version, byte for byte as they were first served: `/tgp@1.2.3.js`, `/tgp-1.2.3.tgz`. */
export async function versionedFiles(
  app: FastifyInstance,
  { store, now, version, folder }: VersionedParts,
): Promise<void> {
  // Of what is refused too: a site's page asked for it.
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(FOR_OTHER_SITES);
    done();
  });
  const own = ownVersions(folder, version);
  const find = keepServed({ store, now, log: app.log, own });
  const schema = { hide: true };

  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    const name = request.url.split('?', 1)[0]!.slice(1);
    const file = VERSIONED.test(name) ? await find(name) : undefined;
    if (!file) throw new HttpError('not_found', `no version of the tag is called "${name.slice(0, 64)}"`);
    reply.headers({ 'cache-control': FOR_EVER, ...FOR_ANY_SITE });
    const map = `${name}.map`;
    if (name.endsWith('.js') && (await find(map))) reply.header('sourcemap', `${prefixOf(request)}/${map}`);
    return sendFile(request, reply, file);
  };
  for (const url of ['/tgp@:name', '/tgp-:name'])
    app.route({ method: ['GET', 'HEAD'], url, schema, handler });

  const newest = packageName(version);
  if (!own(newest)) return;
  app.route({
    method: ['GET', 'HEAD'],
    url: '/tgp.tgz',
    schema,
    handler: (_request, reply) =>
      reply.headers({ 'cache-control': NEWEST, ...FOR_ANY_SITE }).redirect(newest, 302),
  });
}
