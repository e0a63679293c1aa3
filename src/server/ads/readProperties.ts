import type { Fields } from '../../protocol/query.ts';
import { readValue } from '../attribution/readValue.ts';
import { idProblem, readId } from '../collect/readId.ts';
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
    ...readOrder(parameters),
    ...readWorth(parameters),
    ...read('other', /^[^\p{Cc}]{1,20}$/u, 'at most 20 characters'),
    ...read('seg', /^\d{1,10}(,\d{1,10}){0,99}$/, 'a list of numbers, like 1,2,3'),
  };
}

/** An order's id, as everywhere. */
function readOrder(parameters: Map<string, string>): Fields {
  const id = readId(parameters.get('order_id'));
  const problem = idProblem('order_id', id);
  if (problem) throw new Refused(400, problem);
  return id ? { order_id: id } : {};
}

/** What the vendor's own pixel takes as an order. */
const PORTABLE = /^[A-Za-z0-9]{1,36}$/;

/** What somebody who looks for mistakes should hear; undefined of most. */
export const orderWarning = ({ order_id }: Fields): string | undefined =>
  typeof order_id !== 'string' || PORTABLE.test(order_id)
    ? undefined
    : 'order_id: taken as it is; other collectors of this pixel take 1 to 36 letters and digits';

/** What it is worth, as it was sent: a number, or a text that can be one number alone. */
function readWorth(parameters: Map<string, string>): Fields {
  const value = parameters.get('value');
  const currency = parameters.get('currency');
  if (currency && !/^[a-z]{3}$/i.test(currency)) {
    throw new Refused(400, 'currency: must be the three letters of a currency, like EUR');
  }
  if (value && readValue(value, currency ?? '').is === 'unreadable') {
    throw new Refused(400, 'value: must be a plain number, like 10 or 10.5, without a currency');
  }
  return { ...(value && { value }), ...(currency && { currency }) };
}
