/** What a value's text says: a number, nothing, or what can't be told. */
export type Reading =
  | { is: 'number'; value: number; isPlain: boolean }
  | { is: 'none' }
  | { is: 'unreadable' };

/** From here on a number has no cents any more, and would hide all others in a sum. */
const MAX_VALUE = 1e15;

/** Longest text that is read as a number. */
const MAX_TEXT = 40;

const UNREADABLE: Reading = { is: 'unreadable' };

/**
 * Reads what a page sent as a value. What JavaScript's `Number` takes is that. What is written for people is read where it
 * can mean one number alone (`59,90`, `1.299,00`); `1,299` could be two.
 * @param currency a value may name it, where it is this one
 */
export function readValue(sent: unknown, currency: string): Reading {
  if (sent === undefined || sent === null) return { is: 'none' };
  if (typeof sent === 'number') return within(sent, true);
  if (typeof sent !== 'string') return UNREADABLE;
  const text = sent.trim();
  if (!text) return { is: 'none' };
  if (text.length > MAX_TEXT) return UNREADABLE;
  const number = Number(text);
  if (!Number.isNaN(number)) return within(number, true);
  const read = oneReading(text) ?? oneReading(withoutCurrency(text, currency));
  return read === undefined ? UNREADABLE : within(read, false);
}

const within = (value: number, isPlain: boolean): Reading =>
  Math.abs(value) < MAX_VALUE ? { is: 'number', value, isPlain } : UNREADABLE;

/** A text without the currency before or after it; '' where it names none, or another one. */
function withoutCurrency(text: string, currency: string): string {
  const [, before = '', amount = '', after = ''] =
    /^([a-z]{3})?\s*([^a-z]*?)\s*([a-z]{3})?$/i.exec(text) ?? [];
  const isOne = (before === '') !== (after === '');
  return isOne && (before + after).toUpperCase() === currency.toUpperCase() ? amount : '';
}

/** Thousands, in threes; they begin with no zero. */
const groups = (mark: string): string => `[1-9]\\d{0,2}(?:${mark}\\d{3})+`;

/** Between thousands where no mark is: spaces of any width, apostrophes. */
const GAP = "[ \\u00a0\\u2009\\u202f'\\u2019]";

/** Each way to write a number with marks in it, with the marks that stand between thousands, and the cents' mark. */
const FORMS = [
  { form: new RegExp(`^(?:${groups(',')})(?:\\.\\d+)?$`), thousands: /,/g },
  { form: new RegExp(`^(?:${groups('\\.')})(?:,\\d+)?$`), thousands: /\./g },
  { form: new RegExp(`^(?:${groups(GAP)})(?:[.,]\\d+)?$`), thousands: new RegExp(GAP, 'g') },
  { form: /^\d*[.,]\d+$/, thousands: undefined },
  { form: /^\d+$/, thousands: undefined },
];

/** The number that a text is in every way that it can be read; undefined where there is none, or more than one. */
function oneReading(text: string): number | undefined {
  const [, sign = '', digits = ''] = /^([-+\u2212]?)(.*)$/s.exec(text)!;
  const found = new Set(
    FORMS.filter(({ form }) => form.test(digits)).map(({ thousands }) =>
      Number((thousands ? digits.replace(thousands, '') : digits).replace(',', '.')),
    ),
  );
  const [value] = found;
  if (value === undefined || found.size > 1) return undefined;
  return sign && sign !== '+' ? -value : value;
}
