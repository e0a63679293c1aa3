/** Decimal places that a sum keeps: no value has more that say something. */
const PLACES = 20;

/** Powers of ten until beyond any value with all its places. */
const POWERS = Array.from({ length: 64 }, (_, power) => 10n ** BigInt(power));

/** A sum of numbers as they are written, whose 0.1 and 0.2 are 0.3. */
export interface ExactSum {
  /** @param times how often it is added */
  add(value: number, times?: number): ExactSum;
  value(): number;
}

export function exactSum(...values: number[]): ExactSum {
  let total = 0n;
  const sum: ExactSum = {
    add(value, times = 1) {
      total += scaled(value) * BigInt(times);
      return sum;
    },
    value() {
      const digits = `${total < 0n ? -total : total}`.padStart(PLACES + 1, '0');
      const number = Number(`${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`);
      return total < 0n ? -number : number;
    },
  };
  for (const value of values) sum.add(value);
  return sum;
}

/** A number in units of its last place. */
function scaled(value: number): bigint {
  const [, digits = '0', exponent = '0'] = /^(.+)e(.+)$/.exec(value.toExponential()) ?? [];
  const [whole, rest = ''] = digits.split('.');
  const power = Number(exponent) - rest.length + PLACES;
  const units = BigInt(`${whole}${rest}`);
  if (power >= 0) return units * (POWERS[power] ?? 10n ** BigInt(power));
  return units / (POWERS[-power] ?? 10n ** BigInt(-power));
}
