/** One thing that the shop sells. */
export interface Product {
  /** Also its picture's name. */
  id: string;
  sku: string;
  name: string;
  category: string;
  /** The price in euro cents: sums of decimal fractions go wrong. */
  cents: number;
  line: string;
  about: string;
}

/** What the shop sells. */
export const catalogue: Product[] = [
  {
    id: 'kettle',
    sku: 'KT-09',
    name: 'Gooseneck kettle',
    category: 'Kettles',
    cents: 6450,
    line: 'Pours as slowly as you mean it to',
    about:
      'A stainless steel kettle of 0.9 litres with a thin, curved spout. The lid has a thermometer, the handle stays cool, and it works on gas and induction.',
  },
  {
    id: 'grinder',
    sku: 'GR-40',
    name: 'Hand grinder',
    category: 'Grinders',
    cents: 8900,
    line: 'Forty clicks from espresso to French press',
    about:
      'Steel burrs on two bearings, so that the last bean is ground like the first. Holds 25 grams, which is two cups, and takes about a minute for them.',
  },
  {
    id: 'dripper',
    sku: 'DR-02',
    name: 'Ceramic dripper',
    category: 'Brewing',
    cents: 2400,
    line: 'For one to four cups',
    about:
      'A heavy ceramic cone that keeps its warmth while you pour. Spiral ribs hold the paper off the wall; the one large hole leaves the pace to you.',
  },
  {
    id: 'scale',
    sku: 'SC-01',
    name: 'Brewing scale',
    category: 'Brewing',
    cents: 3990,
    line: 'A tenth of a gram, and a timer',
    about:
      'Weighs up to two kilograms in steps of 0.1 grams and times the pour beside it. Charges by USB-C, shrugs off a spill, and turns itself off after five minutes.',
  },
  {
    id: 'filters',
    sku: 'FP-100',
    name: 'Paper filters',
    category: 'Brewing',
    cents: 790,
    line: 'A hundred, unbleached',
    about:
      'Cone filters of a strong, even paper that fit the ceramic dripper. Rinse them once with hot water.',
  },
  {
    id: 'beans',
    sku: 'BN-250',
    name: 'House beans',
    category: 'Coffee',
    cents: 1350,
    line: 'Roasted on Tuesdays, 250 grams',
    about:
      'A washed coffee from two farms in Huila, roasted light enough to taste of red apple and caramel. Best from a week to two months after the roast.',
  },
];

export const findProduct = (id: string | null): Product | undefined =>
  catalogue.find(product => product.id === id);
