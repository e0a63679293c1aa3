import { type Kind, kindNamed, kindOfCategory } from '../../protocol/kinds.ts';
import type { Fields } from '../../protocol/query.ts';
import type { StoredEvent } from '../store/event.ts';
import { isTest } from '../store/isTest.ts';

/** What an event says happened. */
export interface Said {
  kind: Kind;
  /** Who says so: `fire` a conversion pixel, the id of a pixel event, `name` anything else. Stored: never rename. */
  source: string;
}

/** What an account's records said when an event arrived. */
export interface Records {
  /** The category of a conversion pixel that was active; null where it had none. */
  category(pixelId: number): number | null | undefined;
  /** The type of a pixel event, or the conversion type of a saved pixel; undefined where there was none. */
  word(id: string): string | undefined;
}

export const isPixelEvent = (id: string): boolean => id.startsWith('evt_');
export const isSavedPixel = (id: string): boolean => id.startsWith('pix_');

const PAGE_VIEW: Said = { kind: kindNamed('page_view')!, source: 'name' };

/** What fits no one kind, and what a page view has said already. */
const UNCOUNTED = new Set(['custom', 'page_view']);

/**
 * What an event says, by the most particular that speaks: a conversion pixel, a pixel event, a saved pixel or conversion
 * type, a name. A word that the vocabulary doesn't know says nothing, and the next one speaks. A test says nothing.
 */
export function saidBy(told: StoredEvent, records: Records): Said | undefined {
  const { type, event, fields } = told;
  if (isTest(told)) return undefined;
  if (type === 'page') return PAGE_VIEW;
  if (type === 'fire') {
    const kind = kindOfCategory(records.category(Number(event)) ?? null);
    return kind && { kind, source: 'fire' };
  }
  if (type !== 'track') return undefined;
  const { id, conversion_type } = record(record(fields.context).pixel);
  const ids = typeof id === 'string' ? [event, id] : [event];
  for (const each of ids) {
    const word = isPixelEvent(each) ? records.word(each) : undefined;
    if (word !== undefined) return counted(kindNamed(word), each);
  }
  const saved = ids.filter(isSavedPixel).map(records.word);
  for (const word of [...saved, conversion_type, event]) {
    const kind = typeof word === 'string' ? kindNamed(word) : undefined;
    if (kind) return counted(kind, 'name');
  }
  return undefined;
}

const counted = (kind: Kind | undefined, source: string): Said | undefined =>
  kind && !UNCOUNTED.has(kind.kind) ? { kind, source } : undefined;

const record = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
