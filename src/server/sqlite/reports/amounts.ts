import { type ExactSum, exactSum } from '../../attribution/exactSum.ts';
import { MadeUp } from '../../store/currencies.ts';
import { roundedSum } from '../../visits/roundedSum.ts';

/** Parts of a unit in which most amounts are whole numbers: those are added up as such, which takes a twentieth of the time. */
const PARTS = 10_000;

/** Below it a number of parts has no more digits than a number keeps. */
const MAX_PARTS = 1e15;

/** A sum in parts, and what is more than they can say. */
interface Sum {
  parts: number;
  rest: ExactSum | undefined;
}

/** Sums of money by group and currency, in which 0.1 and 0.2 are 0.3, and 60 without 59.9 is 0.1. */
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
    let sum = sums.get(currency);
    if (!sum) {
      sum = { parts: 0, rest: undefined };
      sums.set(currency, sum);
    }
    const parts = Math.round(amount * PARTS);
    const total = sum.parts + parts;
    if (Math.abs(parts) < MAX_PARTS && Math.abs(total) < MAX_PARTS && parts / PARTS === amount)
      sum.parts = total;
    else sum.rest = (sum.rest ?? exactSum()).add(amount);
  }

  /** Those that are not nothing, once all are added. */
  of(group: number): Record<string, number> {
    this.#isTold ??= this.#madeUp.told();
    const isTold = this.#isTold;
    const sums = [...(this.#groups[group] ?? [])].map(([currency, sum]) => {
      if (!sum.rest) return [currency, roundedSum(sum.parts / PARTS)] as const;
      sum.rest.add(sum.parts / PARTS);
      sum.parts = 0;
      return [currency, roundedSum(sum.rest.value())] as const;
    });
    return Object.fromEntries(sums.filter(([currency, value]) => value !== 0 && isTold(currency)));
  }
}
