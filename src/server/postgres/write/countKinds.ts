import type { Session } from '../session.ts';

/** What an event was of: a husk has it too. */
export interface CountedKind {
  accountId: string;
  writeKey: string;
  kind: string;
  source: string;
  time: number;
  receivedAt: number;
  /** Another one told it before: it counts no more, and was seen. */
  isRepeat: boolean;
}

/** Counts events by their kind, and notes when each kind was seen last. */
export interface CountKinds {
  add(event: CountedKind): void;
  /** Writes what was added. */
  write(): Promise<void>;
}

export function countKinds(_session: Session): CountKinds {
  throw new Error('not there yet');
}
