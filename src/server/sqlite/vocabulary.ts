import { VOCABULARY } from '../../protocol/kinds.ts';
import { RULES } from '../visits/rules.ts';
import type { Connection } from './connection.ts';

/** Which vocabulary and rules all of a store's events are counted by: another process may change them. */
export function vocabulary(db: Connection, schema = 'main') {
  const numbers = `${schema}.last_numbers`;
  const is = db.prepare<{ number: number }>(`SELECT number FROM ${numbers} WHERE kind = ?`);
  const set = db.prepare(`UPDATE ${numbers} SET number = ? WHERE kind = ?`);
  const some = db.prepare(`SELECT 1 FROM ${schema}.events LIMIT 1`);
  const forms = Object.entries({ vocabulary: VOCABULARY, rules: RULES });
  const isCurrent = () => forms.every(([kind, form]) => is.get(kind)!.number === form);
  const setCurrent = () => {
    for (const [kind, form] of forms) set.run(form, kind);
  };
  return {
    isCurrent,
    setCurrent,
    /** Where there are no events, there is nothing to count again. */
    begin() {
      if (!isCurrent() && !some.get()) setCurrent();
    },
  };
}
