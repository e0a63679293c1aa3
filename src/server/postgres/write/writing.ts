import type { StoredEvent } from '../../store/event.ts';
import type { Context } from '../context.ts';

/** Stores events with all that is made of them. */
export interface Writing {
  /** Reads what is to be known at the start, and goes on with what a collector left to do that was stopped. */
  begin(): Promise<void>;
  /** Makes all of them durable, or throws and makes none; says of each whether it is new. */
  write(events: StoredEvent[]): Promise<boolean[]>;
  /** How many events there were, as far as this collector knows. */
  eventsStored(): number;
  /** What the servers hold, as of some seconds ago. */
  bytes(): number;
  /** For how long conversions have waited to be credited again; 0 where none does. */
  creditingMs(): number;
  /** Throws `Away` where nothing could be stored now: it tries, and leaves nothing. */
  ready(): Promise<void>;
  /** Settles once what is left to do is done. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export function writing(_context: Context, _options: { creditsPerCommit: number }): Writing {
  throw new Error('not there yet');
}
