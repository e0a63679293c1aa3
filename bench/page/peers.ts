import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rollup } from 'rollup';
import { minify } from 'terser';

/** One way for a page to send events: its script, and the `window.send` that the bench calls. */
export interface Peer {
  script?: string;
  /** What its element has to have. */
  attributes?: string;
  /** Statements that set it up once the script has run, and define `send(name, properties, done)`. */
  setUp: string;
}

/**
 * The tag and its peers, for a collector and a write key.
 * @param other where the peers send to: another origin than the page's, as the collector is
 * @param length characters of the tag's own beacon: what a browser keeps of a request grows with its URL
 * @param umamiFile Umami's tracker as its repository has it; without it that one is left out
 */
export async function peers(
  collector: string,
  writeKey: string,
  other: string,
  length: number,
  umamiFile?: string,
): Promise<{ [tag: string]: Peer }> {
  const bare = (more: string): Peer => ({
    setUp: `window.send = (name, properties, done) => fetch(
        '${collector}/pixel/v1/track?writeKey=${writeKey}&anonymousId=bench&event=purchase&messageId=' + crypto.randomUUID() + '&properties.order_id=' + properties.order_id + ${more},
        { keepalive: true }).then(({ body }) => { if (body) body.cancel(); done(); });`,
  });
  return {
    tgp: {
      script: readFileSync(new URL('../../dist/tgp.js', import.meta.url), 'utf8'),
      setUp: `tgp('init', '${writeKey}', { endpoint: '${collector}' });
        window.send = (name, properties, callback) => tgp('track', name, properties, { callback });`,
    },
    Plausible: {
      script: await plausible(),
      setUp: `plausibleTracker.init({ domain: 'shop.example', endpoint: '${other}/api/event', captureOnLocalhost: true, autoCapturePageviews: false });
        window.send = (name, props, callback) => plausibleTracker.track(name, { props, callback });`,
    },
    ...(umamiFile !== undefined && {
      Umami: {
        script: await umami(umamiFile),
        attributes: ` data-website-id="bench" data-host-url="${other}"`,
        setUp: 'window.send = (name, properties, done) => umami.track(name, properties).then(done);',
      },
    }),
    'a bare `fetch`': bare("''"),
    // Some characters more or less: how long the rest is depends on the collector's port.
    'a bare `fetch` of as long a URL': bare(`'&properties.text=${'x'.repeat(Math.max(0, length - 200))}'`),
  };
}

/** Plausible's npm build as a bundler leaves it. */
async function plausible(): Promise<string> {
  const bundle = await rollup({ input: fileURLToPath(import.meta.resolve('@plausible-analytics/tracker')) });
  const { output } = await bundle.generate({ format: 'iife', name: 'plausibleTracker' });
  return (await minify(output[0].code)).code!;
}

/** Umami's tracker as its own build leaves it. */
async function umami(file: string): Promise<string> {
  const source = readFileSync(file, 'utf8')
    .replaceAll('__COLLECT_API_HOST__', '')
    .replaceAll('__COLLECT_API_ENDPOINT__', '/api/send');
  return (await minify(source, { compress: { evaluate: false } })).code!;
}
