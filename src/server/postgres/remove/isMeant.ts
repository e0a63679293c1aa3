import type { PersonId } from '../../store/people.ts';
import type { Part } from '../../store/readHeld.ts';
import type { Server } from '../server.ts';
import type { VisitEraser } from './eraseVisits.ts';

/** Where a person is erased. */
export interface Where {
  server: Server;
  visits: VisitEraser;
  /** Of the account. */
  writeKeys: readonly string[];
  /** The ids that are the person's. */
  own: ReadonlyMap<PersonId, ReadonlySet<string>>;
  /** The number of the last event that goes this time: what arrives meanwhile is left to another one, whole. */
  until: number;
  /** Told of the number of each row that goes. */
  took(seq: number): void;
}

/** Whether a row is of a part, by the id of which it was found, and goes this time. */
export const isMeant = (
  { until }: Pick<Where, 'until'>,
  { isAlone }: Part,
  row: { user_id: string; seq: number },
): boolean => row.seq <= until && (!isAlone || row.user_id === '');
