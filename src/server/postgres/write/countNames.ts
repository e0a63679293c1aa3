import type { StoredType } from '../../store/rows.ts';
import type { Session } from '../session.ts';
import type { AccountFacts } from './accountFacts.ts';

/** What of an event is counted under its name: a husk has it too. */
export interface CountedName {
  accountId: string;
  seq: number;
  writeKey: string;
  type: StoredType;
  /** As an index holds it. */
  event: string;
  time: number;
  receivedAt: number;
}

/** Counts events by their names and hours, and notes when each name was seen last. */
export interface CountNames {
  /** In the events' own order. No test: it counts for nothing. */
  add(event: CountedName): void;
  /** Writes what was added. */
  write(): Promise<void>;
}

export function countNames(_session: Session, _facts: AccountFacts): CountNames {
  throw new Error('not there yet');
}
