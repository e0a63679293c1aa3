import type { Pixel, PixelValue } from '../../../src/install/index.ts';
import { SETTINGS } from './examples.ts';

/** The call that a pixel stands for, said a second time and without the code under test. */
export function expectedCall({ id, config }: Pixel, values: { [name: string]: unknown }): unknown[] {
  const { type, conversion_type, revenue, currency, properties = [] } = config;
  const entries: [string, unknown][] = [];
  const read = ({ source, value }: PixelValue) => (source === 'fixed' ? value : values[value]);
  if (revenue) entries.push(['revenue', asNumber(read(revenue))]);
  if (currency) entries.push(['currency', read(currency)]);
  for (const property of properties) entries.push([property.key, read(property)]);
  const given = Object.fromEntries(entries.filter(([, value]) => !isEmpty(value)));
  return [
    type === 'pageview' ? 'page' : type,
    ...(conversion_type ? [conversion_type] : []),
    given,
    // It is the tag's own: another write key on the page has its own.
    { pixel: id, to: SETTINGS.writeKey },
  ];
}

/** What is missing, and a text with nothing in it: neither is sent. */
export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && !value.trim());

const asNumber = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() && Number.isFinite(Number(value)) ? Number(value) : value;
