import { cutText } from '../store/cutText.ts';
import type { StoredEvent } from '../store/event.ts';
import type { PropertyRow } from '../store/reports.ts';
import { compareTop } from './topCursor.ts';

/** Most events whose properties one read looks at, the newest of all. */
export const MAX_EVENTS = 5000;

const MAX_VALUE = 200;

/** How often properties were there, or values of one of them, the most frequent first. @param visit by which each event's visit is known */
export function countProperties(
  events: Iterable<{ event: StoredEvent; visit: unknown }>,
  { property, limit }: { property?: string | undefined; limit: number },
): PropertyRow[] {
  const found = new Map<string, { events: number; visits: Set<unknown> }>();
  for (const { event, visit } of events) {
    const properties = (event.fields.properties ?? {}) as Record<string, unknown>;
    const names = property === undefined ? Object.keys(properties) : valueIn(properties, property);
    for (const name of names) {
      const value = cutText(name, MAX_VALUE);
      const row = found.get(value) ?? { events: 0, visits: new Set() };
      row.events++;
      row.visits.add(visit);
      found.set(value, row);
    }
  }
  return [...found]
    .map(([value, { events, visits }]) => ({ value, events, visits: visits.size }))
    .sort((a, b) => compareTop({ visits: a.events, value: a.value }, { visits: b.events, value: b.value }))
    .slice(0, limit);
}

function valueIn(properties: Record<string, unknown>, name: string): string[] {
  if (!Object.hasOwn(properties, name)) return [];
  const value = properties[name];
  return [typeof value === 'string' ? value : JSON.stringify(value)];
}
