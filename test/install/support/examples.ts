import type { InstallSettings, Pixel } from '../../../src/install/index.ts';

export const SETTINGS: InstallSettings = {
  writeKey: '0123456789abcdef0123456789abcdef',
  scriptUrl: 'https://collect.example.com/tgp.js',
};

/** A sale, as the seed has it: one fixed value and two variables, whose names every platform can hold. */
export const PURCHASE: Pixel = {
  id: 'pix_a1b2c3',
  name: 'Purchase conversion',
  config: {
    type: 'conversion',
    conversion_type: 'purchase',
    revenue: { source: 'variable', value: 'order_total' },
    currency: { source: 'fixed', value: 'EUR' },
    properties: [{ key: 'sku', source: 'variable', value: 'product_sku' }],
  },
};

/** The same without variables. */
export const LEAD: Pixel = {
  id: 'pix_d4e5f6',
  name: 'Lead',
  config: {
    type: 'microconversion',
    conversion_type: 'lead',
    currency: { source: 'fixed', value: 'EUR' },
    properties: [{ key: 'category', source: 'fixed', value: "Bob's </script> & {{co}}" }],
  },
};

export const PAGE: Pixel = {
  id: 'pix_g7h8i9',
  name: 'Page view',
  config: { type: 'pageview', properties: [{ key: 'category', source: 'fixed', value: 'news' }] },
};
