import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { type InstallCode, InstallError, installCode } from '../../../install/installCode.ts';
import type { InstallSettings } from '../../../install/installSettings.ts';
import { PLATFORMS, platformOf } from '../../../install/platforms.ts';
import { collectorOf } from '../../../protocol/collectorOf.ts';
import { invalid } from '../../http/errors.ts';
import { baseOf } from '../../http/publicUrl.ts';
import { versioned } from '../../served/ownVersions.ts';
import { servedPath } from '../../served/servedTag.ts';
import type { SavedPixelRow, TagRow } from '../../store/rows.ts';
import { configOf } from '../../store/savedPixelConfig.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { oneOf } from '../oneOf.ts';
import { tagFor } from '../tagFor.ts';
import { CodeAnswer } from './answers.ts';
import { codeAlone } from './codeAlone.ts';
import { ownSavedPixel, success } from './routes.ts';
import { aboutRoutes, account_id } from './schemas.ts';
import { zipOf } from './zipOf.ts';

const HOST = 'https?://(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*)(:\\d{1,5})?';
const HASH = 'sha(256-[A-Za-z0-9+/]{43}=|384-[A-Za-z0-9+/]{64}|512-[A-Za-z0-9+/]{86}==)';

const WITH_ARCHIVE = PLATFORMS.filter(name => platformOf(name).archive);

const OnePixel = Type.Object({ pixel_id: Type.String() });
const CodeQuery = Type.Object(
  {
    account_id,
    platform: Type.Optional(Type.Enum([...PLATFORMS], { fix: oneOf(PLATFORMS) })),
    format: Type.Optional(
      Type.Enum(['json', 'text', 'zip'], {
        fix: oneOf(['json', 'text', 'zip']),
        description: `zip: what is uploaded as it is; of ${WITH_ARCHIVE.join(', ')}.`,
      }),
    ),
    part: Type.Optional(Type.Enum(['base', 'event'], { fix: oneOf(['base', 'event']) })),
    write_key: Type.Optional(Type.String()),
    global_name: Type.Optional(
      Type.String({ pattern: '^[A-Za-z_$][\\w$]{0,49}$', fix: 'must be a name in JavaScript, like tgp' }),
    ),
    script_url: Type.Optional(
      Type.String({
        maxLength: 1000,
        pattern: `^${HOST}/[^\\s"'<>#\\\\]*$`,
        fix: 'must be a URL like https://collect.example.com/tgp.js',
      }),
    ),
    endpoint: Type.Optional(
      Type.String({
        maxLength: 1000,
        pattern: `^${HOST}(/[^\\s"'<>?#\\\\]*)?$`,
        fix: 'must be a URL like https://collect.example.com, without query',
      }),
    ),
    integrity: Type.Optional(
      Type.String({
        pattern: `^${HASH}( ${HASH})*$`,
        fix: 'must be a hash like sha384-… in base64, its "+" written as %2B',
      }),
    ),
    // Most are no nonce but the place of one in a template of the page: {{nonce}}.
    nonce: Type.Optional(
      Type.String({
        pattern: '^[^\\u0000-\\u001f"\'<>&`]{1,200}$',
        fix: 'must be a nonce, or what your pages replace by one, without quotes, < > and &',
      }),
    ),
    preconnect: Type.Optional(Type.Boolean({ fix: 'must be true or false' })),
  },
  { additionalProperties: false },
);
type CodeQuery = Static<typeof CodeQuery>;

/** The code that installs a saved pixel. */
export const savedPixelsCode: ApiRoutes = async (app, { store, version }) => {
  app.get(
    '/saved-pixels/:pixel_id/code',
    {
      schema: {
        ...aboutRoutes(app.prefix),
        summary: 'The code that installs a saved pixel',
        params: OnePixel,
        querystring: CodeQuery,
        shown: {
          response: {
            200: {
              content: {
                'application/json': { schema: CodeAnswer },
                'text/plain': { schema: Type.String() },
                'application/zip': {},
              },
            },
          },
          refusals: [409],
        },
      },
    },
    async (request, reply) => {
      const { access, params, query } = request;
      const pixel = await ownSavedPixel(store, access, query.account_id, params.pixel_id);
      const tag = await tagFor(store, pixel.account_id, query.write_key);
      const code = codeOf(pixel, query, whereFrom(request, query, { tag, version }));
      reply.header('vary', 'Accept');
      if (query.format === 'zip') return reply.headers(zipHeaders(code)).send(zipOf(code.files!));
      if (!(query.format ? query.format === 'text' : wantsText(request))) return success(code);
      return reply.type('text/plain; charset=utf-8').send(`${codeAlone(code, query.part)}\n`);
    },
  );
};

function codeOf({ id, name, target_platform, ...row }: SavedPixelRow, query: CodeQuery, where: Where) {
  const { platform = target_platform, global_name, integrity, nonce, preconnect } = query;
  const settings = { ...where, globalName: global_name, integrity, nonce, preconnect };
  try {
    return installCode(platform, { id, name, config: configOf(row) }, settings);
  } catch (error) {
    if (!(error instanceof InstallError)) throw error;
    const field = error.field.replace(/^settings\./, '').replace(/[A-Z]/g, each => `_${each.toLowerCase()}`);
    throw invalid({ field, message: `${field}: ${error.message}`, type: 'platform' });
  }
}

/** What goes with a zip. Throws where the platform has none. */
function zipHeaders({ platform, archive }: InstallCode) {
  if (!archive) {
    const message = `format: ${platform} is no zip to upload: ${WITH_ARCHIVE.join(', ')} are`;
    throw invalid({ field: 'format', message, type: 'platform' });
  }
  return {
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="${archive}"`,
  };
}

type Where = Pick<InstallSettings, 'writeKey' | 'scriptUrl' | 'endpoint' | 'version'>;

/** Where the code loads the tag from, and where the tag sends: to this collector, unless the query says other. */
function whereFrom(
  request: FastifyRequest,
  { script_url, endpoint, integrity }: CodeQuery,
  { tag, version }: { tag: TagRow; version: string },
): Where {
  const writeKey = tag.write_key;
  const origin = baseOf(request);
  // Another endpoint may be a collector of another version.
  const own = endpoint === undefined || endpoint === origin ? version : undefined;
  if (script_url) {
    // A script from elsewhere would take its own origin for the collector's; one under a tag's path is a collector's.
    const collector = endpoint ?? (collectorOf(script_url, writeKey)?.path ? undefined : origin);
    return { writeKey, scriptUrl: script_url, endpoint: collector, version: own };
  }
  if (!origin) {
    const message = 'script_url: give the URL of tgp.js: this request has no host to tell it by';
    throw invalid({ field: 'script_url', message, type: 'missing' });
  }
  // A hash is of one version: at a URL that moves it would stop the tag with the next change.
  const path = integrity ? `/${versioned('tgp.js', version)}` : servedPath(tag);
  return { writeKey, scriptUrl: origin + path, endpoint, version: own };
}

const wantsText = ({ headers: { accept = '' } }: FastifyRequest): boolean =>
  /\btext\/plain\b/i.test(accept) && !/\bjson\b/i.test(accept);
