import { kindNamed } from '../../../protocol/kinds.ts';
import type { Fields } from '../../../protocol/query.ts';
import { isPixelEvent, isSavedPixel } from '../../attribution/said.ts';
import type { StoredEvent } from '../../store/event.ts';
import type { Store } from '../../store/store.ts';

/** What of an event says what happened. */
export const SAYERS = [
  'page view',
  'conversion pixel',
  'pixel event',
  'saved pixel',
  'conversion type',
  'name',
] as const;

/** Who says it, and the word or the record's name by which he does. */
export interface Sayer {
  by: (typeof SAYERS)[number];
  said: string;
}

/**
 * What said that an event is of a kind, in the order in which they are asked (see `saidBy`). Records may have changed since:
 * then it is the next one that says the same.
 */
export async function whoSaid(
  {
    pixelEvents,
    savedPixels,
    conversionPixels,
  }: Pick<Store, 'pixelEvents' | 'savedPixels' | 'conversionPixels'>,
  accountId: string,
  { type, event, fields }: StoredEvent,
  kind: string,
): Promise<Sayer> {
  if (type === 'page') return { by: 'page view', said: event };
  if (type === 'fire') {
    const pixel = await conversionPixels.get(Number(event));
    return { by: 'conversion pixel', said: pixel?.name ?? event };
  }
  const pixel = fieldOf(fieldOf(fields, 'context'), 'pixel');
  const id = fieldOf(pixel, 'id');
  const ids = [event, ...(typeof id === 'string' ? [id] : [])];
  for (const each of ids.filter(isPixelEvent)) {
    const row = await pixelEvents.get(accountId, each);
    if (row) return { by: 'pixel event', said: row.title };
  }
  for (const each of ids.filter(isSavedPixel)) {
    const row = await savedPixels.get(accountId, each);
    if (row?.conversion_type && kindNamed(row.conversion_type)?.kind === kind)
      return { by: 'saved pixel', said: row.name };
  }
  const word = fieldOf(pixel, 'conversion_type');
  if (typeof word === 'string' && kindNamed(word)?.kind === kind)
    return { by: 'conversion type', said: word };
  return { by: 'name', said: event };
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Fields)[name]
    : undefined;
