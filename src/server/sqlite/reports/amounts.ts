import { MadeUp } from '../../store/currencies.ts';

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
  readonly #madeUp = new MadeUp();
  #isTold: ((currency: string) => boolean) | undefined;

  add(group: number, currency: string, amount: number): void {
    if (!this.#madeUp.add(currency)) return;
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

  /** Those that are not nothing, once all are added. */
  of(group: number): Record<string, number> {
    this.#isTold ??= this.#madeUp.told();
    const isTold = this.#isTold;
    const sums = [...(this.#groups[group] ?? [])].map(
      ([currency, { total, lost }]) => [currency, Number((total + lost).toPrecision(DIGITS))] as const,
    );
    return Object.fromEntries(sums.filter(([currency, value]) => value !== 0 && isTold(currency)));
  }
}
