import type { Server } from '../server.ts';
import { type LeftToDo, leftToDo } from '../write/leftToDo.ts';
import { remakeVisits } from './remakeVisits.ts';
import { whileThere } from './step.ts';
import type { Due } from './visitsDue.ts';

/** Of accounts that are there. */
const NEXT = `SELECT due.account_id, due.write_key, due.visitor FROM visits_due AS due
  JOIN account_state AS state ON state.account_id = due.account_id AND state.moving = ''
  WHERE due.session = '' AND (due.account_id, due.write_key, due.visitor) > ($1, $2, $3)
  ORDER BY due.account_id, due.write_key, due.visitor LIMIT 1`;

/** Makes visits again on one server, those that a collector left which was stopped while it erased a person. */
export function remaking(server: Server): LeftToDo {
  const step = remakeVisits(server);
  let last = ['', '', ''];
  return leftToDo({
    // One visitor to his end: where his events are is in memory.
    async next() {
      const due = await server.first<Due>(NEXT, last);
      if (!due) last = ['', '', ''];
      return due ?? server.first<Due>(NEXT, last);
    },
    async step(due) {
      const isMore = await whileThere(step(due), false);
      if (!isMore) last = [due.account_id, due.write_key, due.visitor];
    },
  });
}
