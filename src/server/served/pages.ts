import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { javascript } from '../../install/javascript.ts';
import { scriptPath } from '../../install/scriptPath.ts';
import type { ApiLimits } from '../access/apiLimits.ts';
import { HttpError } from '../http/errors.ts';
import { readFiles, type StillFile, sendFile } from '../http/files.ts';
import { Pressing } from '../http/pressing.ts';
import { baseOf, prefixOf } from '../http/publicUrl.ts';
import { isAny } from '../store/isAny.ts';
import type { Store } from '../store/store.ts';
import { consolePolicy } from './consolePolicy.ts';
import type { Demo } from './demo.ts';
import type { ShopPlace } from './shopPlace.ts';

/** The console copies code; it asks for nothing else that a browser guards. */
const PERMISSIONS = [
  'accelerometer',
  'browsing-topics',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
]
  .map(name => `${name}=()`)
  .join(', ');

/** What the paths of the shop's pages begin with; the console's are those of the collector itself. */
const SHOP = 'shop/';

export interface PageParts {
  /** Holds the folders `console` and `shop`. */
  folder: string;
  demo: Demo | null;
  store: Pick<Store, 'users'>;
  place: ShopPlace;
  /** Throws where a request is under a name that is not the collector's. */
  checkHost: (request: FastifyRequest) => void;
  now: () => number;
  limits: Pick<ApiLimits, 'byAddress'>;
}

/** The console and the demo shop. */
export async function pages(
  app: FastifyInstance,
  { folder, demo, store, place, checkHost, now, limits }: PageParts,
): Promise<void> {
  const schema = { hide: true };
  const console = readFiles(join(folder, 'console'));
  const policyOf = consolePolicy([...console.keys()]);
  const pressing = new Pressing(now);
  const shop = demo ? readFiles(join(folder, 'shop')) : [];
  const files = [...console, ...[...shop].map(inShop)];
  app.addHook('onRequest', async request => {
    const tooMany = limits.byAddress(request);
    if (tooMany) throw new HttpError('rate_limit_exceeded', tooMany.message, undefined, tooMany.retryAfter);
    if (!place.isShop(request)) checkHost(request);
  });
  const hasUsers = async (name: string): Promise<boolean> =>
    name === 'index.html' && (await isAny(store.users));
  for (const [name, file] of files) {
    const handler = async (request: FastifyRequest, reply: FastifyReply) => {
      const isShop = name.startsWith(SHOP);
      if (isShop && !place.hasShop(request)) return reply.callNotFound();
      if (isShop ? place.toShop(request, reply) : place.toConsole(request, reply)) return reply;
      if (!isShop) checkHost(request);
      pageHeaders(name, reply);
      // In the shop's pages a site owner pastes what he likes.
      if (!isShop) reply.headers({ 'content-security-policy': policyOf(request), 'x-frame-options': 'DENY' });
      const shown = isShop || place.showsDemo(request) ? demo : null;
      const body = filled(name, file, { demo: shown, hasUsers: await hasUsers(name) }, request);
      return sendFile(request, reply, await (body ? pressing.press(file.type, body) : file.pressed()));
    };
    for (const url of urlsOf(name)) app.route({ method: ['GET', 'HEAD'], url, schema, handler });
  }
  if (demo)
    app.get('/shop', { schema }, (request, reply) =>
      place.hasShop(request) ? reply.redirect(`${prefixOf(request)}/shop/`, 308) : reply.callNotFound(),
    );
}

const inShop = ([name, file]: [string, StillFile]): [string, StillFile] => [SHOP + name, file];

/** `shop/product.html` is there without its ending, `shop/index.html` as its folder. */
function urlsOf(name: string): string[] {
  if (!name.endsWith('.html')) return [`/${name}`];
  return [`/${name}`, `/${name.replace(/(^|(?<=\/))index\.html$|\.html$/, '')}`];
}

function pageHeaders(name: string, reply: FastifyReply): void {
  const isShop = name.startsWith(SHOP);
  reply.headers({ 'referrer-policy': 'strict-origin-when-cross-origin' });
  // The console's pages hold a token. The shop's must not say no-store: it would keep them out of the
  // back/forward cache, which the shop shows at work.
  const holdsToken = name.endsWith('.html') && !isShop;
  reply.header('cache-control', holdsToken ? 'no-store' : 'no-cache');
  if (isShop) return;
  reply.headers({
    'cross-origin-opener-policy': 'same-origin-allow-popups',
    'permissions-policy': PERMISSIONS,
  });
}

/** What a page is told. */
interface Told {
  demo: Demo | null;
  /** Whether there is anybody to log in. */
  hasUsers: boolean;
}

/** The page with its placeholders filled in for this request; undefined where it has none. */
function filled(
  name: string,
  file: Pick<StillFile, 'body'>,
  { demo, hasUsers }: Told,
  request: FastifyRequest,
): Buffer | undefined {
  if (!name.endsWith('.html')) return undefined;
  const html = file.body.toString();
  const isShop = name.startsWith(SHOP);
  const text = html
    .replaceAll(/<!-- tgp:snippet( \{.*?\})? -->/g, (_, options?: string) =>
      demo
        ? javascript({
            writeKey: demo.writeKey,
            scriptUrl: scriptUrl(request, demo),
            ...(options && { options: JSON.parse(options) }),
          })
        : '',
    )
    .replaceAll('{{demo}}', () => (isShop ? 'null' : JSON.stringify(demo).replaceAll('<', '\\u003c')))
    .replaceAll('{{users}}', String(hasUsers && !isShop));
  return text === html ? undefined : Buffer.from(text);
}

/** Where the tag is, for this visitor. Without an origin the page's own will do. */
const scriptUrl = (request: FastifyRequest, { writeKey, path }: Demo): string =>
  `${baseOf(request) ?? ''}${scriptPath(writeKey, path)}`;
