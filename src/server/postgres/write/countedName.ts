import type { StoredType } from '../../store/rows.ts';

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
