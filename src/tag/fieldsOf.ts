import { asData } from '../protocol/asData.ts';
import type { Properties } from '../protocol/event.ts';
import { ownKeys } from '../protocol/ownKeys.ts';
import { own } from './own.ts';
import { attempt, warn } from './say.ts';

/**
 * The fields of what a page gave, its own and those that can be read. Of what is no object there are none, and a warning.
 * @param check throws where a value can't be taken
 */
export function fieldsOf(given: unknown = null, check: (value: unknown) => unknown = Object): Properties {
  const fields: Properties = own();
  attempt(() => {
    const data = asData(given) as Properties;
    if (typeof data !== 'object' || Array.isArray(data)) throw 'no object: ' + data;
    ownKeys(data || fields).map(name =>
      attempt(
        () => {
          const value = data[name];
          check(value);
          fields[name] = value;
          // A decimal comma or a currency's sign makes a text of it. In plain form: as a number it is none. A list of one
          // is as a number what it holds, and 0 where that is nothing.
          if (name === 'revenue' && +[value] * 0 !== 0) throw value + ' is no number';
        },
        reason => warn(name, reason),
      ),
    );
  }, warn);
  return fields;
}
