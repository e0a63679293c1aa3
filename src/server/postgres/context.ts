import type { Marked } from '../store/marks.ts';
import type { Changes } from './changes.ts';
import type { Servers } from './servers.ts';

/** What every part of the engine works with. */
export interface Context {
  servers: Servers;
  changes: Changes;
  /** The keyed hash of a value. */
  mark(kind: Marked, value: string): Buffer;
  /** Throws `Full` where the store holds as much as it may. */
  ensureRoom(): void;
}
