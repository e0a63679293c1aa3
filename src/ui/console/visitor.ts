import { type LiveEvent, textAt } from './liveEvent.ts';

/** Whose events are looked at. */
export interface Visitor {
  /** An event may have both: the first one counts. */
  by: 'anonymousId' | 'userId';
  id: string;
}

/** The visitor of an event; undefined where it names none. */
export function visitorOf(event: LiveEvent): Visitor | undefined {
  for (const by of ['anonymousId', 'userId'] as const) {
    const id = textAt(event, by);
    if (id) return { by, id };
  }
  return undefined;
}

export const isOf = (event: LiveEvent, { by, id }: Visitor): boolean => textAt(event, by) === id;
