import type { StoredEvent } from '../../store/event.ts';

/** An event with its place: whose it is, and its number there. */
export interface Placed {
  accountId: string;
  seq: number;
  event: StoredEvent;
}
