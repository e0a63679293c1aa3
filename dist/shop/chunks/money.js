const CURRENCY = 'EUR';
/** Cents as the shop's pages write them. */
const money = (cents) => (cents / 100).toLocaleString('en-IE', { style: 'currency', currency: CURRENCY });

export { CURRENCY as C, money as m };
