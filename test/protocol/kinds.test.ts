import { expect, it } from 'vitest';
import { CONVERSION_EVENTS, CONVERSION_TYPES } from '../../src/protocol/conversions.ts';
import { EVENT_KINDS } from '../../src/protocol/eventTypes.ts';
import { KINDS, kindNamed, kindOfCategory, kindsOfBusiness } from '../../src/protocol/kinds.ts';

it('knows a kind by every name of it, however it is spelled', () => {
  const names = [
    ...['purchase', 'Purchase', 'PURCHASE', 'Order Completed', 'order_completed', 'ORDER-COMPLETED'],
    ...['orderCompleted', ' purchase ', 'Checkout Completed'],
  ];
  for (const name of names) expect([name, kindNamed(name)?.kind]).toEqual([name, 'purchase']);
  const others = {
    AddToCart: 'add_to_cart',
    sign_up: 'complete_registration',
    'Product Viewed': 'view_content',
  };
  for (const [name, kind] of Object.entries(others)) expect(kindNamed(name)?.kind).toBe(kind);
});

it.each([
  '',
  ' ',
  'purchased',
  'my purchase',
  'order',
  'p'.repeat(300),
  '__proto__',
  'constructor',
  'purchase!',
])('knows none by "%s"', name => {
  expect(kindNamed(name)).toBeUndefined();
});

it('has each name, and each kind, in one place', () => {
  const plain = (name: string) => name.toLowerCase().replaceAll(/[ _-]/g, '');
  for (const { kind, names } of KINDS) {
    for (const name of names) {
      const those = KINDS.filter(each => each.names.some(other => plain(other) === plain(name)));
      expect(those.map(each => each.kind)).toEqual([kind]);
    }
  }
  expect(new Set(KINDS.map(({ kind }) => kind)).size).toBe(KINDS.length);
});

it('puts every word of the other vocabularies into a category and a type, or into none', () => {
  const words = [...new Set([...CONVERSION_TYPES, ...EVENT_KINDS].map(({ value }) => value))];
  const found = words.map(word => {
    const { category, business } = kindNamed(word)!;
    const event = CONVERSION_EVENTS.find(({ id }) => id === category);
    return [word, [event?.name ?? null, business ?? null]];
  });
  expect(Object.fromEntries(found)).toEqual({
    purchase: ['Purchase', 'PURCHASE'],
    signup: ['Lead', 'LEAD'],
    lead: ['Lead', 'LEAD'],
    add_to_cart: ['AddToCart', 'ADD_TO_CART'],
    begin_checkout: ['InitiateCheckout', null],
    contact: ['Lead', 'LEAD'],
    download: [null, null],
    subscribe: [null, null],
    page_view: [null, 'PAGE_VIEW'],
    custom: [null, null],
    add_to_wishlist: [null, null],
    customize_product: [null, null],
    initiate_checkout: ['InitiateCheckout', null],
    add_payment_info: ['AddPaymentInfo', null],
    schedule: [null, null],
    complete_registration: ['Lead', 'LEAD'],
    submit_application: ['Lead', 'LEAD'],
    start_trial: [null, null],
    view_content: ['ItemView', null],
    search: [null, null],
    find_location: [null, null],
    donate: [null, null],
  });
});

it('has a kind for each type of a pixel event, by that name, and one for each category by its own', () => {
  for (const { value } of EVENT_KINDS) expect(kindNamed(value)?.kind).toBe(value);
  for (const { id, name } of CONVERSION_EVENTS) {
    expect(kindOfCategory(id)).toBe(kindNamed(name));
    expect(kindOfCategory(id)?.category).toBe(id);
  }
  expect(kindOfCategory(null)).toBeUndefined();
});

it('counts for a business what conversion pixels count for it', () => {
  expect(kindsOfBusiness('LEAD')).toEqual(['lead', 'contact', 'complete_registration', 'submit_application']);
  for (const { category, business } of KINDS.filter(kind => kind.category !== undefined)) {
    for (const other of KINDS.filter(kind => kind.category === category))
      expect(other.business).toBe(business);
  }
});
