import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { scriptPath } from '../../install/scriptPath.ts';
import type { CutNames } from '../../protocol/cutUrl.ts';
import { MINUTE_MS } from '../../protocol/durations.ts';
import { HttpError } from '../http/errors.ts';
import { type File, readFiles, type StillFile, sendFile } from '../http/files.ts';
import { text } from '../http/openapi/parts.ts';
import { Pressing } from '../http/pressing.ts';
import { FOR_OTHER_SITES } from '../http/safeHeaders.ts';
import type { TagRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { tagConfig } from './tagConfig.ts';

/** A changed pixel reaches every page within a minute; a page waits for nobody, and outlives the collector for a day. */
const CACHE_CONTROL = 'public, max-age=60, stale-while-revalidate=86400, stale-if-error=86400';

/** The configuration of the plain file: the argument of the whole script, at its end (see rollup.config.mjs). */
const NO_CONFIG = '[[]]';

/** Most tags that are kept for when the store can't be read, at some 15 kB each. */
const MAX_KNOWN = 500;

/** How often a store that can't be read gets a line in the log. */
const LOG_MS = MINUTE_MS;

const SCHEMA = {
  summary: 'The tag, with the conversion pixels and saved pixels of its account built in',
  description: 'With an ETag. Answered, too, while the store can not be read.',
  shown: { response: { 200: text('text/javascript'), 304: Type.Null() }, refusals: [404] },
};

const OWN_SCHEMA = { ...SCHEMA, summary: "The same, under the tag's own path" };

export interface ServedTagParts {
  store: Store;
  now: () => number;
  /** Where the published browser files are. */
  folder: string;
  /** Parameters of addresses that every tag cuts or keeps. Default: none beside the usual ones. */
  cutNames?: CutNames | undefined;
}

/** The address of a tag with its configuration built in. */
export const servedPath = ({ write_key, path }: Pick<TagRow, 'write_key' | 'path'>): string =>
  scriptPath(write_key, path);

/** What a tag's own path is before: by the shape of a write key no other file is taken for a tag's script. */
const OWN_SCRIPT = '/:path/:write_key(^[0-9a-f]{32}$).js';

/**
 * `/tgp/{writeKey}.js`, and the same under the tag's own path: the tag with that tag's configuration built in. It answers
 * whatever becomes of the store.
 */
export async function servedTag(app: FastifyInstance, parts: ServedTagParts): Promise<void> {
  const { store, now, folder, cutNames } = parts;
  const bare = readFiles(folder, path => path === 'tgp.js').get('tgp.js');
  if (!bare) return;
  // Of what is refused too: a site's page asked for it.
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(FOR_OTHER_SITES);
    done();
  });
  const known = new Map<string, { config: string; file: File }>();
  const fill = fillIn(bare, new Pressing(now));
  let loggedAt = -Infinity;

  const configured = async (writeKey: string, path?: string): Promise<File> => {
    const tag = await (path === undefined ? store.tags.get(writeKey) : store.tags.ofPath(path));
    if (tag?.write_key !== writeKey) {
      const where = path === undefined ? '' : ` and the path "${path.slice(0, 32)}"`;
      throw new HttpError('not_found', `no tag has the write key "${writeKey.slice(0, 64)}"${where}`);
    }
    const config = tag.disabled ? NO_CONFIG : await tagConfig(store, tag, cutNames);
    const last = known.get(writeKey);
    const file = last?.config === config ? last.file : await fill(config);
    // Again at the end: the first is the one that was asked for longest ago.
    known.delete(writeKey);
    known.set(writeKey, { config, file });
    if (known.size > MAX_KNOWN) known.delete(known.keys().next().value!);
    return file;
  };

  const routes = { '/tgp/:write_key.js': SCHEMA, [OWN_SCRIPT]: OWN_SCHEMA };
  for (const [url, schema] of Object.entries(routes))
    app.route<{ Params: { write_key: string; path?: string } }>({
      method: ['GET', 'HEAD'],
      url,
      schema,
      handler: async (request, reply) => {
        const { write_key, path } = request.params;
        const file = await configured(write_key, path).catch((err: Error) => {
          if (err instanceof HttpError) throw err;
          const last = known.get(write_key)?.file;
          if (now() - loggedAt >= LOG_MS) {
            loggedAt = now();
            const served = last ? 'the last known configuration' : 'no configuration';
            app.log.error({ err }, `the store can't be read: the tag is served with ${served}`);
          }
          return last ?? bare.pressed();
        });
        reply.headers({
          'cache-control': CACHE_CONTROL,
          'access-control-allow-origin': '*',
          'cross-origin-resource-policy': 'cross-origin',
        });
        return sendFile(request, reply, file);
      },
    });
}

/** Puts a configuration into the plain file, in place of the empty one. */
function fillIn(bare: StillFile, pressing: Pressing): (config: string) => Promise<File> {
  const text = bare.body.toString();
  const at = text.lastIndexOf(`(${NO_CONFIG})`) + 1;
  return config =>
    config === NO_CONFIG || !at
      ? bare.pressed()
      : pressing.press(
          bare.type,
          Buffer.from(text.slice(0, at) + config + text.slice(at + NO_CONFIG.length)),
        );
}
