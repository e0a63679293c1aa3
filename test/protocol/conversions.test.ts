import { expect, it } from 'vitest';
import { CONVERSION_EVENTS, CONVERSION_TYPES, conversionEventOf } from '../../src/protocol/conversions.ts';
import { EVENT_KINDS } from '../../src/protocol/eventTypes.ts';

it('knows a category by its name and by the conversion types that mean it', () => {
  const named = ['Purchase', 'purchase', 'begin_checkout', 'lead', 'download', 'PURCHASE', ''];
  expect(named.map(name => conversionEventOf(name)?.id)).toEqual([
    7,
    7,
    5,
    8,
    undefined,
    undefined,
    undefined,
  ]);
});

it('has each id and each conversion type once', () => {
  expect(CONVERSION_EVENTS.map(({ id }) => id)).toEqual([2, 3, 4, 5, 6, 7, 8]);
  const types = CONVERSION_EVENTS.flatMap(event => event.types);
  expect(new Set(types).size).toBe(types.length);
  const known = [...CONVERSION_TYPES, ...EVENT_KINDS].map(({ value }) => value);
  for (const type of types) expect(known).toContain(type);
});

it('puts every word of the other vocabularies into a category, or into none', () => {
  const words = [...new Set([...CONVERSION_TYPES, ...EVENT_KINDS].map(({ value }) => value))];
  const names = words.map(word => [word, conversionEventOf(word)?.name ?? null]);
  expect(Object.fromEntries(names)).toEqual({
    purchase: 'Purchase',
    signup: 'Lead',
    lead: 'Lead',
    add_to_cart: 'AddToCart',
    begin_checkout: 'InitiateCheckout',
    contact: 'Lead',
    download: null,
    subscribe: null,
    page_view: null,
    custom: null,
    add_to_wishlist: null,
    customize_product: null,
    initiate_checkout: 'InitiateCheckout',
    add_payment_info: 'AddPaymentInfo',
    schedule: null,
    complete_registration: 'Lead',
    submit_application: 'Lead',
    start_trial: null,
    view_content: 'ItemView',
    search: null,
    find_location: null,
    donate: null,
  });
});
