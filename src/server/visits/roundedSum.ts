/** Digits that a sum of money keeps in a report: those beyond are of the way it was made. */
const DIGITS = 15;

export const roundedSum = (sum: number): number => Number(sum.toPrecision(DIGITS));
