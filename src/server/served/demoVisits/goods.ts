/** What the demo shop sells, as its pages name it. */
export const GOODS = [
  { weight: 5, id: 'kettle', sku: 'KT-09', name: 'Gooseneck kettle', category: 'Kettles', cents: 6450 },
  { weight: 8, id: 'grinder', sku: 'GR-40', name: 'Hand grinder', category: 'Grinders', cents: 8900 },
  { weight: 5, id: 'dripper', sku: 'DR-02', name: 'Ceramic dripper', category: 'Brewing', cents: 2400 },
  { weight: 3, id: 'scale', sku: 'SC-01', name: 'Brewing scale', category: 'Brewing', cents: 3990 },
  { weight: 4, id: 'filters', sku: 'FP-100', name: 'Paper filters', category: 'Brewing', cents: 790 },
  { weight: 7, id: 'beans', sku: 'BN-250', name: 'House beans', category: 'Coffee', cents: 1350 },
] as const;

export type Good = (typeof GOODS)[number];

export const GUIDES = [
  { weight: 5, id: 'pour-over', name: 'Pour-over' },
  { weight: 3, id: 'cold-brew', name: 'Cold brew' },
  { weight: 2, id: 'dial-in', name: 'Dial in a grinder' },
] as const;

export const CURRENCY = 'EUR';
