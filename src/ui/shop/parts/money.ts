export const CURRENCY = 'EUR';

/** Cents as the shop's pages write them. */
export const money = (cents: number): string =>
  (cents / 100).toLocaleString('en-IE', { style: 'currency', currency: CURRENCY });
