/** Digits that a sum of as many as these keeps: those beyond are of the way it was summed. */
const DIGITS = 15;

/** A sum, and what was lost of it at its end. */
interface Sum {
  total: number;
  lost: number;
}

/** Sums of money by group and currency, in which 0.1 and 0.2 are 0.3. */
export class Amounts {
  readonly #groups: (Map<string, Sum> | undefined)[] = [];

  add(group: number, currency: string, amount: number): void {
    let sums = this.#groups[group];
    if (!sums) {
      sums = new Map();
      this.#groups[group] = sums;
    }
    const sum = sums.get(currency);
    if (!sum) {
      sums.set(currency, { total: amount, lost: 0 });
      return;
    }
    // As Neumaier has it.
    const total = sum.total + amount;
    sum.lost +=
      Math.abs(sum.total) >= Math.abs(amount) ? sum.total - total + amount : amount - total + sum.total;
    sum.total = total;
  }

  /** Those that are not nothing. */
  of(group: number): Record<string, number> {
    const sums = [...(this.#groups[group] ?? [])].map(
      ([currency, { total, lost }]) => [currency, Number((total + lost).toPrecision(DIGITS))] as const,
    );
    return Object.fromEntries(sums.filter(([, value]) => value !== 0));
  }
}
