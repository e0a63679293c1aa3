import { cutText } from '../store/cutText.ts';
import type { StoredEvent } from '../store/event.ts';
import { OTHER_NAMES } from '../store/names.ts';
import type { PropertyRow } from '../store/reports.ts';
import { compareTop } from './topCursor.ts';

/** Most events whose properties one read looks at, the newest of all. */
export const MAX_EVENTS = 5000;

/** What those may come to, as JSON: anybody can send large ones. */
export const MAX_BYTES = 32 * 1024 * 1024;

/** Most names that are told apart, those that are met first: as many as there are values, one of each event. */
const MAX_NAMES = MAX_EVENTS;

const MAX_VALUE = 200;

interface Counted {
  events: number;
  visits: number;
  /** A bit for each visit that has it. */
  had: Uint8Array;
}

/** Counts how often properties were there, or values of one of them, an event after the other. */
export function propertyCounts({ property, limit }: { property?: string | undefined; limit: number }) {
  const found = new Map<string, Counted>();
  const visits = new Map<unknown, number>();

  function count(name: string, visit: number): void {
    const known = found.get(name);
    const row = known ?? { events: 0, visits: 0, had: new Uint8Array(Math.ceil(MAX_EVENTS / 8)) };
    // A copy: a part of a text holds all of it in memory.
    if (!known) found.set(Buffer.from(name).toString(), row);
    row.events++;
    const [byte, bit] = [visit >> 3, 1 << (visit & 7)];
    if (row.had[byte]! & bit) return;
    row.had[byte]! |= bit;
    row.visits++;
  }

  return {
    /** @param visit by which the event's visit is known */
    add({ fields }: StoredEvent, visit: unknown): void {
      const at = visits.get(visit) ?? visits.size;
      visits.set(visit, at);
      const properties = (fields.properties ?? {}) as Record<string, unknown>;
      const names = property === undefined ? Object.keys(properties) : valueIn(properties, property);
      for (const each of names) {
        const name = cutText(each, MAX_VALUE);
        count(found.has(name) || found.size < MAX_NAMES ? name : OTHER_NAMES, at);
      }
    },

    /** The most frequent first. */
    rows: (): PropertyRow[] =>
      [...found]
        .map(([value, { events, visits }]) => ({ value, events, visits }))
        .sort((a, b) =>
          compareTop({ visits: a.events, value: a.value }, { visits: b.events, value: b.value }),
        )
        .slice(0, limit),
  };
}

function valueIn(properties: Record<string, unknown>, name: string): string[] {
  if (!Object.hasOwn(properties, name)) return [];
  const value = properties[name];
  return [typeof value === 'string' ? value : JSON.stringify(value)];
}
