import { syntax } from './error.ts';
import type { Json, RecordField } from './fields.ts';

/**
 * Reads `having_F`, `having_min_F` and `having_max_F`, which the dialect only names: like HAVING in SQL they are
 * about a number of rows, here of those that a list field holds. `having_line_items=0` finds pixels that none uses.
 */
export function readHaving(name: string, text: string, fields: RecordField[]): (record: Json) => boolean {
  const [, bound, wanted = ''] = /^having_(min_|max_)?(.*)$/.exec(name) ?? [];
  const lists = fields.filter(({ type }) => type === 'array').map(field => field.name);
  if (!lists.includes(wanted)) {
    throw syntax(`${name}: "${wanted}" is no list, to ask how many it holds; those are ${lists.join(', ')}`);
  }
  const isRight = text.split(',').every(part => /^\d{1,9}$/.test(part)) && !(bound && text.includes(','));
  if (!isRight) throw syntax(`${name}: "${text}" is no number from 0 up`);
  const numbers = text.split(',').map(Number);
  const countIn = (record: Json) => (record[wanted] as unknown[] | null)?.length ?? 0;
  if (bound === 'min_') return record => countIn(record) >= numbers[0]!;
  if (bound === 'max_') return record => countIn(record) <= numbers[0]!;
  return record => numbers.includes(countIn(record));
}
