import { fillAdvertising } from './fillAdvertising.ts';
import type { Maker } from './maker.ts';
import type { Records } from './records.ts';

const fixed = (value: string) => ({ source: 'fixed', value });
const variable = (value: string) => ({ source: 'variable', value });

/** Makes every kind of record that a collector keeps, by its own API. */
export async function fillRecords(maker: Maker): Promise<Records> {
  const { call } = maker;
  for (const [id, name] of [
    ['acme', 'Acme'],
    ['globex', 'Globex Größe & Söhne 日本 🎉'],
    ['lone', 'Advertises, and has no site'],
    ['empty', 'Nothing yet'],
  ])
    await call('POST', '/accounts', { id, name });
  await call('PATCH', '/accounts/acme', {
    name: 'Acme & Co.',
    redirect_hosts: ['landing.example', 'landing.example:8443'],
  });
  const { business_id } = await call('GET', '/accounts/acme');

  const tag = (account: string, name: string, domain: string) =>
    call('POST', `/accounts/${account}/tags`, { name, domain });
  const shop = await tag('acme', 'Acme shop', 'https://shop.example/de');
  const blog = await tag('acme', 'Blog «Größe»', 'blog.example:8080');
  const closed = await tag('acme', 'Closed', 'old.example');
  const brief = await tag('acme', 'Kept for three days', 'brief.example');
  const other = await tag('globex', 'Globex', 'globex.example');
  await call('PATCH', `/accounts/acme/tags/${brief.write_key}`, { retention_days: 3 });
  await call('POST', `/businesses/${business_id}/pixels`, {
    name: 'Made as a pixel',
    domain: 'https://pixel.example',
    dataset_id: '3d5f1b1e-7c2a-4b52-9d9c-0a1b2c3d4e5f',
  });

  const token = async (name: string, scope: string, accounts: string[] | '*') =>
    call('POST', '/tokens', { name, scope, accounts });
  const tokens = {
    everyone: (await token('Everyone', 'write', '*')).token,
    acme: (await token('Acme reads', 'read', ['acme'])).token,
    two: (await token('Two write', 'write', ['acme', 'globex'])).token,
  };
  const revoked = await token('Was leaked', 'write', '*');
  await call('DELETE', `/tokens/${revoked.id}`);
  const user = { name: 'editor@acme.example', password: 'korrekt Pferd Batterie 馬' };
  await call('POST', '/users', { ...user, role: 'editor', accounts: ['acme', 'lone'] });
  await call('POST', '/users', { name: 'viewer', password: 'only looks on', role: 'viewer', accounts: '*' });
  await call('POST', '/users', {
    name: 'left',
    password: 'not here any more',
    role: 'viewer',
    accounts: '*',
  });
  await call('DELETE', '/users/left');

  return {
    tokens,
    user,
    tags: { shop, blog, closed, brief, other },
    business: business_id,
    saved: await fillSavedPixels(maker, tokens.two),
    pixelEvents: await fillPixelEvents(maker),
    ...(await fillAdvertising(maker)),
  };
}

async function fillSavedPixels({ call }: Maker, token: string): Promise<Records['saved']> {
  const save = async (account: string, body: object) =>
    (await call('POST', `/saved-pixels?account_id=${account}`, body, token)).data.id;
  const order = (total: string, id: string, sku: string) => ({
    type: 'conversion',
    conversion_type: 'purchase',
    revenue: variable(total),
    currency: fixed('EUR'),
    properties: [
      { key: 'order_id', ...variable(id) },
      { key: 'sku', ...variable(sku) },
      { key: 'note', ...fixed(`Grüße </script> "two" 'one' \\ 🎉`) },
    ],
  });
  const saved = {
    order: await save('acme', {
      name: 'Order',
      description: 'What the thank-you page says',
      config: order('shop.order.total', 'shop.order.id', 'shop.order.sku'),
    }),
    view: await save('acme', { name: 'View', config: { type: 'pageview' } }),
    cart: await save('acme', {
      name: 'Cart 🛒',
      description: null,
      config: {
        type: 'microconversion',
        conversion_type: 'add_to_cart',
        properties: [{ key: 'sku', ...fixed('SKU-1') }],
      },
    }),
    gtm: await save('acme', {
      name: 'Order in Tag Manager',
      target_platform: 'gtm',
      config: order('ecommerce.value', 'ecommerce.transaction_id', 'ecommerce.items.0.item_id'),
    }),
    tealium: await save('acme', {
      name: 'Order in Tealium',
      target_platform: 'tealium',
      config: order('order_total', 'order_id', 'product_sku'),
    }),
  };
  await save('globex', { name: 'View', config: { type: 'pageview' } });
  await call('PUT', `/saved-pixels/${saved.cart}?account_id=acme`, { description: 'Changed once' }, token);
  const gone = await save('acme', { name: 'Was removed', config: { type: 'pageview' } });
  await call('DELETE', `/saved-pixels/${gone}?account_id=acme`, undefined, token);
  return saved;
}

async function fillPixelEvents({ call }: Maker): Promise<Records['pixelEvents']> {
  const make = async (account_id: string, title: string, type: string) =>
    (await call('POST', '/api/pixel_events/', { account_id, title, type })).id;
  const purchase = await make('acme', 'Bought', 'purchase');
  const custom = await make('acme', 'Before its renaming', 'custom');
  await make('globex', 'Größe 🎉', 'lead');
  const gone = await make('acme', 'Was removed', 'custom');
  await call('PATCH', `/api/pixel_events/${custom}`, { account_id: 'acme', title: 'Renamed' });
  await call('DELETE', `/api/pixel_events/acme/events/${gone}`);
  return { purchase, custom };
}
