/** Where the reader is. Default: as the browser says. */
export interface Place {
  locale?: string;
  timeZone?: string;
}

/** From here on a number is told by its first digits. */
const LARGE = 1_000_000;

export const count = (value: number, { locale }: Place = {}): string =>
  value.toLocaleString(
    locale,
    Math.abs(value) < LARGE
      ? { maximumFractionDigits: 1 }
      : { notation: 'compact', maximumSignificantDigits: 4 },
  );

export const percent = (share: number, { locale }: Place = {}): string =>
  share.toLocaleString(locale, { style: 'percent', maximumFractionDigits: Math.abs(share) < 0.1 ? 1 : 0 });

/** An amount of a currency; of what is none, as it was told. */
export function money(amount: number, currency: string, { locale }: Place = {}): string {
  if (!/^[A-Z]{3}$/i.test(currency))
    return `${amount.toLocaleString(locale, { maximumFractionDigits: 2 })} ${currency}`.trim();
  const large = { notation: 'compact', maximumSignificantDigits: 4 } as const;
  return amount.toLocaleString(locale, {
    style: 'currency',
    currency,
    ...(Math.abs(amount) >= LARGE && large),
  });
}

/** As in `3m 20s`. */
export function duration(seconds: number, { locale }: Place = {}): string {
  const whole = Math.round(seconds);
  const parts = [
    ['hour', Math.floor(whole / 3600)],
    ['minute', Math.floor(whole / 60) % 60],
    ['second', whole % 60],
  ] as const;
  const first = parts.findIndex(([, value]) => value > 0);
  return (first < 0 ? parts.slice(2) : parts.slice(first, first + 2))
    .map(([unit, value]) => value.toLocaleString(locale, { style: 'unit', unit, unitDisplay: 'narrow' }))
    .join(' ');
}

const SPANS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** A time in its largest unit, as in `2 days`. */
export function span(ms: number, { locale }: Place = {}): string {
  // What is left of a unit counts from half of it on; 36 hours are those, and no day and a half.
  const [unit, length] = SPANS.find(([, each]) => ms >= each * 2 || ms === each) ?? SPANS[3];
  return Math.round(ms / length).toLocaleString(locale, { style: 'unit', unit, unitDisplay: 'long' });
}

/** A day of any zone, as in `2026-11-21`. */
export const day = (iso: string, { locale }: Place = {}): string =>
  new Date(iso).toLocaleDateString(locale, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });

/** A time, to the minute. */
export const when = (time: string, { locale, timeZone }: Place = {}): string =>
  new Date(time).toLocaleString(locale, { timeZone, dateStyle: 'medium', timeStyle: 'short' });

export const toTheSecond = (time: string, { locale, timeZone }: Place = {}): string =>
  new Date(time).toLocaleString(locale, { timeZone, dateStyle: 'medium', timeStyle: 'medium' });
