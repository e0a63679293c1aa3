import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gtmPage } from '../../e2e/support/gtmPage.ts';
import { tealiumPage } from '../../e2e/support/tealiumPage.ts';
import { KEPT_ORIGIN, type KeptPage, PARTNER } from './kept.ts';
import type { Maker } from './maker.ts';
import type { Records } from './records.ts';

const NOTE = `Grüße </script> "two" 'one' \\ 🎉`;
const CART = { event: 'add_to_cart', properties: { sku: 'SKU-1' } };
const ORDER = { revenue: '59.9', currency: 'EUR', order_id: 'K1', sku: 'SKU-7', note: NOTE };

/** Pages as sites have them, with the code that this version's collector gives for them. */
export async function makePages(
  { call }: Maker,
  { tags, saved, pixels, pixelEvents }: Records,
  version: string,
): Promise<Record<string, KeptPage & { html: string }>> {
  const pages: Record<string, KeptPage & { html: string }> = {};
  const writeKey: string = tags.shop.write_key;
  const script = readFileSync(new URL('../../dist/tgp.js', import.meta.url));
  const integrity = `sha384-${createHash('sha384').update(script).digest('base64')}`;
  const plain = `${KEPT_ORIGIN}/tgp.js`;
  const versioned = `${KEPT_ORIGIN}/tgp@${version}.js`;

  const codeOf = async (pixel: string, query: Record<string, string> = {}) => {
    const text = new URLSearchParams({ account_id: 'acme', ...query }).toString();
    return (await call('GET', `/saved-pixels/${pixel}/code?${text}`)).data;
  };
  const add = (name: string, html: string, expected: object[], more: Partial<KeptPage> = {}) => {
    pages[`${name}.html`] = { writeKey, expected, ...more, html };
  };
  const page = (head: string, body = '') =>
    `<!doctype html>\n<html lang="de">\n<head>\n<meta charset="utf-8">\n<title>Kept</title>\n${head}\n</head>\n<body>\n<h1>Kept</h1>\n${body}\n</body>\n</html>\n`;
  const order = `<script>var shop = { order: { total: '59.90', id: 'K1', sku: 'SKU-7' } };</script>`;
  const context = (id: string) => ({ pixel: { id, type: 'conversion', conversion_type: 'purchase' } });
  const bought = { event: 'purchase', context: context(saved.order), properties: ORDER };
  const image = `${PARTNER}/order?id=K1&total=59.9`;

  // The stub with each address that the script can have.
  const served = await codeOf(saved.order, { preconnect: 'true' });
  add('javascript', page(served.base_code, order + served.event_code), [{ type: 'page' }, bought], {
    fires: [image],
  });
  const moving = await codeOf(saved.order, { script_url: plain, nonce: 'n0nce' });
  add('javascript-plain', page(moving.base_code, order + moving.event_code), [{ type: 'page' }, bought]);
  const fixed = await codeOf(saved.order, { script_url: versioned });
  add('javascript-version', page(fixed.base_code, order + fixed.event_code), [{ type: 'page' }, bought]);
  const checked = await codeOf(saved.order, { integrity });
  add('javascript-integrity', page(checked.base_code, order + checked.event_code), [
    { type: 'page' },
    bought,
  ]);
  const named = await codeOf(saved.cart, { global_name: 'shopTag' });
  add('javascript-named', page(named.base_code, named.event_code), [{ type: 'page' }, CART]);
  const view = await codeOf(saved.view);
  add('pageview', page(view.base_code, view.event_code), [{ type: 'page' }]);

  // The script without the stub.
  const element = (source: string, attributes = '') => `<script src="${source}"${attributes}></script>`;
  const calls = `<script>tgp('init', '${writeKey}'); tgp('page', 'Bare'); tgp('track', 'bare', { n: 1 });</script>`;
  const bare = [
    { type: 'page', name: 'Bare' },
    { event: 'bare', properties: { n: '1' } },
  ];
  add('script-plain', page(element(plain), calls), bare);
  add('script-served', page(element(`${KEPT_ORIGIN}/tgp/${writeKey}.js`), calls), bare);
  add('script-version', page(element(versioned), calls), bare);
  add(
    'script-integrity',
    page(element(versioned, ` integrity="${integrity}" crossorigin="anonymous"`), calls),
    bare,
  );

  // Tag managers and site builders.
  const gtm = await codeOf(saved.cart, { platform: 'gtm' });
  add('gtm', page(gtm.base_code, gtm.event_code), [{ type: 'page' }, CART]);
  const container = await codeOf(saved.gtm, { platform: 'gtm-container' });
  const ecommerce = { value: 59.9, transaction_id: 'K1', items: [{ item_id: 'SKU-7' }] };
  const push = `<script>dataLayer.push(${JSON.stringify({ event: 'purchase', ecommerce })});</script>`;
  add(
    'gtm-container',
    gtmPage({ container: container.event_code }) + push,
    [{ type: 'page' }, { ...bought, context: context(saved.gtm) }],
    { fires: [image] },
  );
  const tealium = await codeOf(saved.tealium);
  const layer = { tealium_event: 'purchase', order_total: '59.90', order_id: 'K1', product_sku: 'SKU-7' };
  add(
    'tealium',
    tealiumPage({ before: [tealium.base_code], after: [tealium.event_code] }, layer),
    [{ type: 'page' }, { ...bought, context: context(saved.tealium) }],
    { fires: [image] },
  );
  const webflow = await codeOf(saved.cart, { platform: 'webflow' });
  add('webflow', page(webflow.base_code, webflow.event_code), [{ type: 'page' }, CART]);

  // Without scripts.
  const silent = await codeOf(saved.cart, { platform: 'noscript' });
  add('noscript', page('', silent.event_code), [{ ...CART, anonymousId: 'noscript' }], { scripts: false });
  const mail = await codeOf(saved.cart, { platform: 'email' });
  add('email', page('', mail.event_code), [CART], { scripts: false });

  // By id: a saved pixel's call, a pixel event's.
  const { code_snippet } = await call('GET', '/api/pixel_events/acme/code_snippet');
  const { items } = await call('GET', '/api/pixel_events/?account_id=acme');
  const event = items.find(({ id }: { id: string }) => id === pixelEvents.custom).code_snippet;
  add('by-id', page(code_snippet, `${event}\n<script>tgp('event', '${saved.cart}', { n: 2 });</script>`), [
    { type: 'page' },
    { event: pixelEvents.custom },
    { ...CART, context: { pixel: { id: saved.cart } } },
  ]);

  // Other parties' pixels: the account's own, and the page's.
  const piggybacks = `<script>
tgp('piggyback', [
  { url: '${PARTNER}/view?p=\${context.page.path}', on: 'page' },
  { url: '${PARTNER}/lead.js?e=\${event}', type: 'js', on: ['lead'] },
]);
tgp('conversion', 'purchase', { revenue: 59.9, order_id: 'K1' });
tgp('conversion', 'lead');
</script>`;
  add(
    'piggybacks',
    page(code_snippet, piggybacks),
    [{ type: 'page' }, { event: 'purchase' }, { event: 'lead' }],
    { fires: [image, `${PARTNER}/view?p=%2Fpiggybacks.html`, `${PARTNER}/lead.js?e=lead`] },
  );

  // Conversion pixels without the tag, and the beacons of Telegram's own script.
  const px = (id: number, t: number) => `${KEPT_ORIGIN}/px?id=${id}&t=${t}&order_id=K1&value=59.90`;
  add('px-image', page('', `<img src="${px(pixels.hour, 2)}" width="1" height="1" alt="">`), [
    { type: 'fire', event: 'Lead, once an hour', properties: { order_id: 'K1', value: '59.90' } },
  ]);
  add(
    'px-script',
    page('', `<script async src="${px(pixels.scripts, 1)}"></script>`),
    [{ type: 'fire', event: 'Fires scripts' }],
    { fires: [`${PARTNER}/one.js`, `${PARTNER}/two.js?o=K1`] },
  );
  const pxl = (query: string) => `<img src="${KEPT_ORIGIN}/pxl?${query}" alt="">`;
  const where = `l=${encodeURIComponent('https://shop.example/tg')}`;
  add(
    'telegram',
    page(
      '',
      `${pxl(`p=${writeKey}&${where}`)}\n${pxl(`e=${pixelEvents.purchase}&c=tgclick&${where}&value=3`)}`,
    ),
    [{ type: 'page' }, { event: pixelEvents.purchase, anonymousId: 'tgclick', properties: { value: '3' } }],
  );
  return pages;
}
