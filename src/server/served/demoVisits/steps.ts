import type { Fields } from '../../../protocol/query.ts';
import { CURRENCY, GOODS, type Good, GUIDES } from './goods.ts';
import type { Seeded } from './seeded.ts';

/** Something that a visitor does: a page that he opens, or what he does on it. */
export interface Step {
  /** Below the shop's address; undefined where he stays on his page. */
  opens?: { path: string; title: string };
  event?: string;
  properties?: Fields;
  /** How it is told: `context.pixel.type` of a conversion. */
  told?: 'conversion' | 'microconversion';
  /** How long after the step before, in seconds. */
  after: number;
}

const page = (path: string, title: string, after: number): Step => ({
  opens: { path, title: `${title} · Kessel` },
  after,
});

const fieldsOf = ({ id, sku, name, category, cents }: Good, quantity = 1) => ({
  product_id: id,
  sku,
  name,
  category,
  price: `${cents / 100}`,
  quantity: `${quantity}`,
});

/** What a person does in the shop. @param buys how likely he is to buy */
export function stepsOf(random: Seeded, order: string, buys: number): Step[] {
  const pause = (most: number) => 4 + random.below(most);
  const start = random.next();
  const steps: Step[] = [];
  if (start < 0.55) steps.push(page('', 'Coffee for people who measure', 0));
  else if (start < 0.8) steps.push(...look(random, 0));
  else steps.push(...read(random, 0));
  // Two of five see one page.
  if (random.next() < 0.4) return steps;
  for (let more = random.below(4); more > 0; more--)
    steps.push(...(random.next() < 0.8 ? look(random, pause(50)) : read(random, pause(90))));
  if (random.next() > 0.14 * buys) return steps;
  const goods = [random.pick(GOODS), random.pick(GOODS)].slice(0, random.next() < 0.35 ? 2 : 1);
  for (const good of goods) {
    steps.push(...look(random, pause(40), good));
    steps.push({
      event: 'add_to_cart',
      properties: { ...fieldsOf(good), currency: CURRENCY },
      told: 'microconversion',
      after: pause(30),
    });
  }
  steps.push(page('cart', 'Cart', pause(20)));
  if (random.next() > 0.75) return steps;
  const products = goods.map(good => fieldsOf(good));
  const value = `${goods.reduce((sum, { cents }) => sum + cents, 0) / 100}`;
  steps.push({
    event: 'begin_checkout',
    properties: { value, currency: CURRENCY, products },
    told: 'microconversion',
    after: pause(20),
  });
  steps.push(page('checkout', 'Checkout', 1));
  if (random.next() > 0.7) return steps;
  steps.push(page('thank-you', 'Thank you', pause(90)));
  steps.push({
    event: 'purchase',
    properties: { order_id: order, revenue: value, currency: CURRENCY, products },
    told: 'conversion',
    after: 1,
  });
  return steps;
}

function look(random: Seeded, after: number, good: Good = random.pick(GOODS)): Step[] {
  return [
    page(`product?id=${good.id}`, good.name, after),
    { event: 'product_viewed', properties: { ...fieldsOf(good), currency: CURRENCY }, after: 0 },
  ];
}

function read(random: Seeded, after: number): Step[] {
  const guide = random.pick(GUIDES);
  const opened = page(`app?guide=${guide.id}`, guide.name, after);
  return random.next() < 0.3
    ? [opened, { event: 'guide_finished', properties: { guide_id: guide.id, name: guide.name }, after: 60 }]
    : [opened];
}

/** What a bot does: one page after the other. */
export const botSteps = (random: Seeded): Step[] =>
  ['', ...GOODS.map(({ id }) => `product?id=${id}`)]
    .slice(0, 1 + random.below(7))
    .map((path, at) => page(path, 'Kessel', at ? 2 : 0));
