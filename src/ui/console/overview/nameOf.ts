import type { Place } from '../parts/format.ts';
import { TEXT } from '../text.ts';
import type { Dimension } from './conditions.ts';

const T = TEXT.overview;

/** A value as it is shown; where there is none, what that means. */
export function nameOf(dimension: Dimension, value: string, { locale }: Place = {}): string {
  if (!value) return T.without[dimension];
  switch (dimension) {
    case 'channel':
      return known(T.channels, value);
    case 'device':
      return known(T.devices, value);
    case 'country':
      return displayName('region', value, locale);
    case 'language':
      return displayName('language', value, locale);
    default:
      return value;
  }
}

const known = (texts: Readonly<Record<string, string>>, value: string): string =>
  Object.hasOwn(texts, value) ? texts[value]! : value;

/** Strangers can say anything of where they are. */
function displayName(type: 'region' | 'language', value: string, locale?: string): string {
  try {
    return new Intl.DisplayNames(locale, { type }).of(value) ?? value;
  } catch {
    return value;
  }
}
