import { VOCABULARY } from '../../protocol/kinds.ts';
import type { Connection } from './connection.ts';

/** Which vocabulary all of a store's events are counted by: another process may change it. */
export function vocabulary(db: Connection, schema = 'main') {
  const numbers = `${schema}.last_numbers`;
  const is = db.prepare<{ number: number }>(`SELECT number FROM ${numbers} WHERE kind = 'vocabulary'`);
  const set = db.prepare(`UPDATE ${numbers} SET number = ? WHERE kind = 'vocabulary'`);
  const some = db.prepare(`SELECT 1 FROM ${schema}.events LIMIT 1`);
  const isCurrent = () => is.get()!.number === VOCABULARY;
  const setCurrent = () => void set.run(VOCABULARY);
  return {
    isCurrent,
    setCurrent,
    /** Where there are no events, there is nothing to count again. */
    begin() {
      if (!isCurrent() && !some.get()) setCurrent();
    },
  };
}
