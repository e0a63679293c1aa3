import { compareTexts } from './compareTexts.ts';
import { OTHER_NAMES } from './names.ts';

/** Those of ISO 4217, and none. */
export const CURRENCIES: ReadonlySet<string> = new Set(['', ...Intl.supportedValuesOf('currency')]);

/**
 * Most others that one answer tells apart, the most frequent. Anyone can make names up: those of money are told however many
 * there are, and are none of these.
 */
export const MAX_OTHER_CURRENCIES = 20;

/** What conversions are counted under whose currencies are too many. Without what they are worth: amounts of two are never added. */
export const OTHER_CURRENCIES = '(other currencies)';

/** Most made-up ones that are counted, the first to be met; of more the rarer half is told by no answer, and none that is met later. */
const MAX_COUNTED = 1000;

/** How often each made-up currency is met. */
export class MadeUp {
  #counts = new Map<string, number>();
  #isFull = false;

  /** How many there are that are counted. */
  get size(): number {
    return this.#counts.size;
  }

  /** Counts a currency, if it is made up; false where it is told apart by no answer. */
  add(currency: string, times = 1): boolean {
    if (CURRENCIES.has(currency)) return true;
    // These are of several.
    if (currency === OTHER_NAMES || currency === OTHER_CURRENCIES) return false;
    const known = this.#counts.get(currency);
    if (known === undefined && this.#isFull) return false;
    this.#counts.set(currency, (known ?? 0) + times);
    if (this.#counts.size > MAX_COUNTED) {
      this.#isFull = true;
      this.#counts = new Map(this.#first(MAX_COUNTED / 2));
    }
    return this.#counts.has(currency);
  }

  /** Tells whether an answer tells a currency apart. */
  told(): (currency: string) => boolean {
    const told = new Set(this.#first(MAX_OTHER_CURRENCIES).map(([currency]) => currency));
    return currency => CURRENCIES.has(currency) || told.has(currency);
  }

  #first(most: number): [currency: string, times: number][] {
    return [...this.#counts].sort(([a, many], [b, more]) => more - many || compareTexts(a, b)).slice(0, most);
  }
}
