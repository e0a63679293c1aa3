import type { Connection } from '../connection.ts';

/** The visitors of tags whose visits are being made again: what arrives of them is left to whoever does it, until he is through. */
export interface BeingRemade {
  has(writeKey: string, visitor: string): boolean;
  /** Begins; what was noted is forgotten. */
  begin(writeKey: string, visitor: string): void;
  /** An event counts no more that may be in what is made. */
  note(writeKey: string, visitor: string): void;
  /** Whether that was so. */
  isNoted(writeKey: string, visitor: string): boolean;
  end(writeKey: string, visitor: string): void;
}

const known = new WeakMap<Connection, BeingRemade>();

const keyOf = (writeKey: string, visitor: string) => `${writeKey} ${visitor}`;

/** Those of a store. */
export function beingRemade(db: Connection): BeingRemade {
  const found = known.get(db);
  if (found) return found;
  const noted = new Map<string, boolean>();
  const made: BeingRemade = {
    has: (writeKey, visitor) => noted.size > 0 && noted.has(keyOf(writeKey, visitor)),
    begin: (writeKey, visitor) => void noted.set(keyOf(writeKey, visitor), false),
    note: (writeKey, visitor) => void noted.set(keyOf(writeKey, visitor), true),
    isNoted: (writeKey, visitor) => noted.get(keyOf(writeKey, visitor)) === true,
    end: (writeKey, visitor) => void noted.delete(keyOf(writeKey, visitor)),
  };
  known.set(db, made);
  return made;
}
