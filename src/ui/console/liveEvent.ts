/** An event as the API gives it. Beyond these fields it is whatever a stranger sent. */
export interface LiveEvent {
  messageId: string;
  type: 'page' | 'track' | 'impression' | 'click' | 'fire';
  /** When it happened, by the collector's clock: ISO 8601. */
  timestamp: string;
  /** Of a large one, of which this is the head. The collector alone says so. */
  whole?: string;
  [field: string]: unknown;
}

/** The text at a path of an event; '' where there is none or something else. */
export function textAt(event: LiveEvent, ...path: string[]): string {
  let value: unknown = event;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return '';
    value = (value as Record<string, unknown>)[key];
  }
  return typeof value === 'string' ? value : '';
}
