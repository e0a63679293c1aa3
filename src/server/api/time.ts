import { Type } from 'typebox';
import { invalid } from '../http/errors.ts';
import { parseTime } from '../http/parseTime.ts';

/** A time as the API writes it. */
export const isoTime = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');

/** The same in whole seconds. */
export const isoSeconds = (ms: number): string => isoTime(ms - (ms % 1000));

/** A time in a query, as ISO 8601 or in ms. */
export const TimeParameter = Type.Optional(Type.String());

/** Reads a time parameter, or throws what the client should hear. */
export function readTime(field: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = /^-?\d{1,15}$/.test(text) ? Number(text) : parseTime(text);
  if (time !== undefined) return time;
  const zone = /T\d\d:\d\d[\d:.]*$/i.test(text) ? ', with Z or another zone at its end' : '';
  const message = `${field}: must be a time like 2026-11-21T10:00:00Z, or ms since 1970${zone}`;
  throw invalid({ field, message, type: 'time' });
}
