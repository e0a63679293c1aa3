import { asData } from '../protocol/asData.ts';
import type { Properties } from '../protocol/event.ts';
import { own } from './own.ts';
import { attempt, warn } from './say.ts';

/** The fields of what a page gave, its own and those that can be read. Of what is no object there are none, and a warning. */
export function fieldsOf(given: unknown): Properties {
  const fields: Properties = own();
  attempt(() => {
    const data = asData(given == null ? fields : given) as Properties;
    if (typeof data !== 'object') throw 'no object: ' + String(data);
    Object.keys(data).map(name =>
      attempt(
        () => {
          const value = (fields[name] = data[name]);
          // A decimal comma or a currency's sign makes a text of it.
          if (name === 'revenue' && value != null && Number.isNaN(+(value + '')))
            throw value + ' is no number';
        },
        reason => warn(name, reason),
      ),
    );
  }, warn);
  return fields;
}
