import { PARTNER } from './kept.ts';
import type { Maker } from './maker.ts';
import type { Records } from './records.ts';

/** Conversion pixels of every kind, and the line items and campaigns that use them. */
export async function fillAdvertising({
  call,
}: Maker): Promise<Pick<Records, 'pixels' | 'lineItems' | 'campaigns'>> {
  const make = async (path: string, fields: object, account = 'acme'): Promise<number> =>
    (await call('POST', `/${path}?advertiser_code=${account}`, { [path]: fields })).response.id;
  const image = (url: string) => [{ pixel_type: 'img', url: `${PARTNER}/${url}` }];
  const worth = { post_view_value: 1.5, post_click_value: 3 };
  const pixels = {
    once: await make('pixel', { name: 'Order, once a visitor', code: 'once', pixel_conversion_event_id: 7 }),
    all: await make('pixel', {
      name: 'Order, all 🎉',
      code: 'Größe',
      trigger_type: 'hybrid',
      min_minutes_per_conv: 0,
      pixel_conversion_event_id: 7,
      piggyback_pixels: image('order?id=[ORDER_ID]&total=[REVENUE]'),
      ...worth,
    }),
    hour: await make('pixel', {
      name: 'Lead, once an hour',
      trigger_type: 'hybrid',
      min_minutes_per_conv: 60,
      post_view_expire_mins: 1440,
      post_click_expire_mins: 4320,
      pixel_conversion_event_id: 8,
      ...worth,
    }),
    view: await make('pixel', {
      name: 'By views',
      trigger_type: 'view',
      min_minutes_per_conv: 0,
      pixel_conversion_event_id: 4,
      ...worth,
    }),
    off: await make('pixel', { name: 'Off', state: 'inactive' }),
    gone: await make('pixel', { name: 'Will be deleted', min_minutes_per_conv: 0 }),
    scripts: await make('pixel', {
      name: 'Fires scripts',
      min_minutes_per_conv: 0,
      piggyback_pixels: ['one.js', 'two.js?o=[ORDER_ID]'].map(name => ({
        pixel_type: 'js',
        url: `${PARTNER}/${name}`,
      })),
    }),
    lone: await make('pixel', { name: 'Of an account without a site' }, 'lone'),
  };
  const uses = (...ids: number[]) => ids.map(id => ({ id }));
  const lineItems = {
    spring: await make('line-item', {
      name: 'Spring',
      code: 'spring',
      pixels: uses(pixels.once, pixels.all),
    }),
    autumn: await make('line-item', { name: 'Herbst 🍂', state: 'inactive', pixels: uses(pixels.hour) }),
  };
  const campaigns = {
    brand: await make('campaign', { name: 'Brand', pixels: uses(pixels.all, pixels.gone) }),
    sale: await make('campaign', { name: 'Sale', code: 'sale' }),
  };
  const gone = await make('line-item', { name: 'Was removed' });
  await call('DELETE', `/line-item?id=${gone}`);
  return { pixels, lineItems, campaigns };
}
