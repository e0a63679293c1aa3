import { mismatches } from './mismatches.ts';
import type { StoredEvent } from './storedEvent.ts';

/** Finds for as many expected beacons as possible a stored event of its own; `undefined` where there is none. */
export function pair(expected: object[], stored: StoredEvent[]): (StoredEvent | undefined)[] {
  const owners = new Map<StoredEvent, number>();
  // A loose expectation gives an event up when it can have another and a stricter one cannot.
  const claim = (index: number, seen: Set<StoredEvent>): boolean => {
    for (const event of stored) {
      if (seen.has(event) || mismatches(expected[index], event).length) continue;
      seen.add(event);
      const owner = owners.get(event);
      if (owner === undefined || claim(owner, seen)) {
        owners.set(event, index);
        return true;
      }
    }
    return false;
  };
  for (const index of expected.keys()) claim(index, new Set());
  return expected.map((_, index) => stored.find(event => owners.get(event) === index));
}
