import { parseTime } from '../../http/parseTime.ts';
import type { AdField, AdFilter } from '../../store/adQuery.ts';
import { syntax } from './error.ts';
import { MEMBER_ID, type RecordField } from './fields.ts';

/** Most values of one filter. */
const MAX_VALUES = 500;

/** Longest text that is looked for in others: no name or code is longer. */
const MAX_PART = 255;

const PREFIXES = ['nmin_', 'nmax_', 'min_', 'max_', 'not_', 'like_'] as const;
type Prefix = (typeof PREFIXES)[number];
type Operation = Prefix | '';
type Value = string | number | null;

/** Types that have no more and no less. */
const WORDS: RecordField['type'][] = ['string', 'enum', 'boolean'];

/** Whether a list can be filtered and sorted by a field. */
export const isPlain = ({ type }: RecordField): boolean => type !== 'array' && type !== 'object';

/** The prefixes that the field's name may have in a filter. */
export const prefixesOf = ({ type }: RecordField): Prefix[] =>
  PREFIXES.filter(prefix => {
    if (prefix === 'like_') return type === 'string';
    return prefix === 'not_' || !WORDS.includes(type);
  });

/** The field of that name, if a list can be filtered and sorted by it. */
export function plainField(parameter: string, name: string, fields: RecordField[]): RecordField {
  const field = fields.find(each => each.name === name && isPlain(each));
  if (field) return field;
  const known = fields.filter(isPlain).map(each => each.name);
  throw syntax(`${parameter}: "${name}" is no field to sort or filter by; those are ${known.join(', ')}`);
}

/** What a field is in the store; undefined of what all records share. */
export function storedField({ name }: RecordField): AdField | undefined {
  if (name === 'member_id') return undefined;
  // Times are told by the second.
  if (name === 'created_on') return { column: 'created_at', per: 1000 };
  if (name === 'last_modified') return { column: 'last_modified', per: 1000 };
  if (name === 'short_name') return { column: 'name' };
  return { column: name as AdField['column'] };
}

/** The parts of a list, as many as may be. */
export function partsOf(parameter: string, text: string, most: number): string[] {
  const parts = text.split(',');
  if (parts.length > most) throw syntax(`${parameter}: has ${parts.length} parts, give at most ${most}`);
  return parts;
}

/** A text to look for in others. */
function readPart(parameter: string, text: string): string {
  if (text.length <= MAX_PART) return text.toLowerCase();
  throw syntax(`${parameter}: ${text.length} characters, look for at most ${MAX_PART}`);
}

/** What has a text in its id, name or code. */
export const readSearch = (text: string): AdFilter => ({
  is: 'part',
  fields: [{ column: 'id' }, { column: 'name' }, { column: 'code' }],
  text: readPart('search', text),
});

/** Reads a filter by a field, with or without a prefix. */
export function readFilter(name: string, text: string, fields: RecordField[]): AdFilter {
  // A field's own name comes first: `min_minutes_per_conv` is one.
  const isField = fields.some(each => each.name === name);
  const operation: Operation = isField ? '' : (PREFIXES.find(prefix => name.startsWith(prefix)) ?? '');
  const known = plainField(name, name.slice(operation.length), fields);
  const { type } = known;
  const field = storedField(known);
  switch (operation) {
    case '':
    case 'not_': {
      const values = partsOf(name, text, MAX_VALUES).map(part => readValue(name, part, known));
      if (type === 'string') values.push(text);
      return whether(field, { is: operation === '' ? 'one of' : 'none of', values });
    }
    case 'like_': {
      if (type !== 'string') throw syntax(`${name}: only texts are filtered by a part of them`);
      return { is: 'part', fields: field ? [field] : [], text: readPart(name, text) };
    }
    default: {
      if (WORDS.includes(type)) {
        throw syntax(`${name}: only numbers and times have a least and a most`);
      }
      const value = readValue(name, text, known);
      if (value === null) throw syntax(`${name}: give a value`);
      const is = operation.endsWith('min_') ? 'least' : 'most';
      return whether(field, { is, value, takesNull: operation.startsWith('n') });
    }
  }
}

const NOBODY: AdFilter = { is: 'one of', field: { column: 'id' }, values: [] };
const EVERYBODY: AdFilter = { is: 'none of', field: { column: 'id' }, values: [] };

type Without<Filter> = Filter extends { field: AdField } ? Omit<Filter, 'field'> : never;

/** A filter by a field: by one that all records share it lets through all or none. */
function whether(field: AdField | undefined, filter: Without<AdFilter>): AdFilter {
  if (field) return { ...filter, field } as AdFilter;
  if ('values' in filter) {
    const isIn = filter.values.includes(MEMBER_ID);
    return isIn === (filter.is === 'one of') ? EVERYBODY : NOBODY;
  }
  const isRight =
    filter.is === 'least' ? MEMBER_ID >= Number(filter.value) : MEMBER_ID <= Number(filter.value);
  return isRight ? EVERYBODY : NOBODY;
}

function readValue(parameter: string, text: string, { type, values }: RecordField): Value {
  if (text === 'null') return null;
  const fail = (fix: string) => syntax(`${parameter}: "${text}" is no ${fix}`);
  switch (type) {
    case 'int':
      if (/^-?\d{1,15}$/.test(text)) return Number(text);
      throw fail('whole number');
    case 'double':
      if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
      throw fail('number');
    case 'enum': {
      const value = values?.find(each => String(each) === text);
      if (value !== undefined) return value;
      throw fail(`value of it; those are ${values?.join(', ')}`);
    }
    case 'boolean':
      if (text === 'true' || text === 'false') return text === 'true' ? 1 : 0;
      throw fail('true or false');
    case 'timestamp': {
      const [, day, time = '00:00:00'] = /^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d:\d\d))?$/.exec(text) ?? [];
      const ms = day === undefined ? undefined : parseTime(`${day}T${time}Z`);
      if (ms !== undefined) return ms / 1000;
      throw fail('time like 2026-11-21 10:00:00 (UTC)');
    }
    default:
      return text;
  }
}
