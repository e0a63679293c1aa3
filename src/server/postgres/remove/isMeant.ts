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
}

/** Whether a row is of a part, by the id of which it was found. */
export const isMeant = ({ isAlone }: Part, row: { user_id: string }): boolean =>
  !isAlone || row.user_id === '';
