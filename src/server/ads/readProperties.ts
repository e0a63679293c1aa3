import type { Fields } from '../../protocol/query.ts';
import { Refused } from '../collect/refused.ts';

/** What a fire says of its conversion. */
export function readProperties(parameters: Map<string, string>): Fields {
  const read = (name: string, isGood: RegExp, fix: string): Fields => {
    const text = parameters.get(name);
    if (!text) return {};
    if (isGood.test(text)) return { [name]: text };
    throw new Refused(400, `${name}: must be ${fix}`);
  };
  return {
    ...read('order_id', /^[A-Za-z0-9]{1,36}$/, '1 to 36 letters and digits'),
    ...read('value', /^-?\d{1,15}(\.\d{1,15})?$/, 'a plain number, like 10 or 10.5, without a currency'),
    ...read('other', /^[^\p{Cc}]{1,20}$/u, 'at most 20 characters'),
    ...read('seg', /^\d{1,10}(,\d{1,10}){0,99}$/, 'a list of numbers, like 1,2,3'),
  };
}
