import type { AdFilter, AdList } from '../../store/adQuery.ts';
import { syntax } from './error.ts';
import type { RecordField } from './fields.ts';
import { partsOf } from './filters.ts';

/** Most numbers of one filter. */
const MAX_NUMBERS = 100;

/**
 * Reads `having_F`, `having_min_F` and `having_max_F`, which the dialect only names: like HAVING in SQL they are
 * about a number of rows, here of those that a list field holds. `having_line_items=0` finds pixels that none uses.
 */
export function readHaving(name: string, text: string, fields: RecordField[]): AdFilter {
  const [, bound, wanted = ''] = /^having_(min_|max_)?(.*)$/.exec(name) ?? [];
  const lists = fields.filter(({ type }) => type === 'array').map(field => field.name);
  if (!lists.includes(wanted)) {
    throw syntax(`${name}: "${wanted}" is no list, to ask how many it holds; those are ${lists.join(', ')}`);
  }
  const parts = partsOf(name, text, MAX_NUMBERS);
  const isRight = parts.every(part => /^\d{1,9}$/.test(part)) && !(bound && parts.length > 1);
  if (!isRight) throw syntax(`${name}: "${text}" is no number from 0 up`);
  const values = parts.map(Number);
  const list = wanted as AdList;
  if (bound === 'min_') return { is: 'length', list, least: values[0]! };
  if (bound === 'max_') return { is: 'length', list, most: values[0]! };
  return { is: 'length', list, values };
}
