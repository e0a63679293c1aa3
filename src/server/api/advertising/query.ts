import { syntax } from './error.ts';
import type { Json, RecordField } from './fields.ts';
import { readHaving } from './having.ts';

/** Most records of one answer, and how many there are unless the request says less. */
export const MAX_ELEMENTS = 100;

const PREFIXES = ['nmin_', 'nmax_', 'min_', 'max_', 'not_', 'like_'] as const;
type Prefix = (typeof PREFIXES)[number];
type Operation = Prefix | '';
type Value = string | number | null;

/** What a list is asked for. */
export interface RecordQuery {
  matches(record: Json): boolean;
  /** The same by how many other records it is linked to; undefined where nobody asks, since links cost a query. */
  having?: (record: Json) => boolean;
  compare(a: Json, b: Json): number;
  /** The record with the wanted fields alone. */
  pick(record: Json): Json;
  /** Null where the request does not say. */
  start: number | null;
  /** Null where the request does not say. */
  size: number | null;
}

/** The parameters of a query by name; each may stand there once. */
export function readParameters(query: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    if (parameters.has(name)) throw syntax(`${name}: is there twice`);
    parameters.set(name, value);
  }
  return parameters;
}

/** Reads filters, order, page and wanted fields; throws for a parameter that is none of them. */
export function readQuery(parameters: Map<string, string>, fields: RecordField[]): RecordQuery {
  const tests: ((record: Json) => boolean)[] = [];
  const having: ((record: Json) => boolean)[] = [];
  let compare: RecordQuery['compare'] = () => 0;
  let pick: RecordQuery['pick'] = record => record;
  let start: number | null = null;
  let size: number | null = null;
  for (const [name, text] of parameters) {
    if (name === 'start_element') start = readCount(name, text);
    else if (name === 'num_elements') size = Math.min(readCount(name, text), MAX_ELEMENTS);
    else if (name === 'sort') compare = readSort(text, fields);
    else if (name === 'fields') pick = readFields(text, fields);
    else if (name === 'search') tests.push(searchTest(text));
    else if (name.startsWith('having_')) having.push(readHaving(name, text, fields));
    else if (name !== 'advertiser_code') tests.push(readFilter(name, text, fields));
  }
  const matches = (record: Json) => tests.every(test => test(record));
  if (!having.length) return { matches, compare, pick, start, size };
  return { matches, having: record => having.every(test => test(record)), compare, pick, start, size };
}

function readCount(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw syntax(`${name}: "${text}" is no number from 0 up`);
}

/** Whether a list can be filtered and sorted by a field. */
export const isPlain = ({ type }: RecordField): boolean => type !== 'array' && type !== 'object';

/** The prefixes that the field's name may have in a filter. */
export const prefixesOf = ({ type }: RecordField): Prefix[] =>
  PREFIXES.filter(prefix => {
    if (prefix === 'like_') return type === 'string';
    return prefix === 'not_' || (type !== 'string' && type !== 'enum');
  });

function plainField(parameter: string, name: string, fields: RecordField[]): RecordField {
  const field = fields.find(each => each.name === name && isPlain(each));
  if (field) return field;
  const known = fields.filter(isPlain).map(each => each.name);
  throw syntax(`${parameter}: "${name}" is no field to sort or filter by; those are ${known.join(', ')}`);
}

/** Nulls first; the field's own direction each. */
function readSort(text: string, fields: RecordField[]): RecordQuery['compare'] {
  const orders = text.split(',').map(part => {
    const [, name = '', direction = 'asc'] = /^(.*?)(?:\.(asc|desc))?$/.exec(part) ?? [];
    return { name: plainField('sort', name, fields).name, sign: direction === 'asc' ? 1 : -1 };
  });
  return (a, b) => {
    for (const { name, sign } of orders) {
      const difference = order(a[name] as Value, b[name] as Value);
      if (difference) return sign * difference;
    }
    return 0;
  };
}

function order(a: Value, b: Value): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return a < b ? -1 : 1;
}

function readFields(text: string, fields: RecordField[]): RecordQuery['pick'] {
  const wanted = text.split(',');
  const unknown = wanted.find(name => !fields.some(each => each.name === name));
  if (unknown !== undefined) {
    throw syntax(`fields: "${unknown}" is no field; those are ${fields.map(({ name }) => name).join(', ')}`);
  }
  return record => Object.fromEntries(wanted.map(name => [name, record[name]]));
}

function searchTest(text: string): (record: Json) => boolean {
  const wanted = text.toLowerCase();
  return ({ id, name, code }) =>
    [id, name, code ?? ''].some(each => String(each).toLowerCase().includes(wanted));
}

function readFilter(name: string, text: string, fields: RecordField[]): (record: Json) => boolean {
  // A field's own name comes first: `min_minutes_per_conv` is one.
  const isField = fields.some(each => each.name === name);
  const operation: Operation = isField ? '' : (PREFIXES.find(prefix => name.startsWith(prefix)) ?? '');
  const field = plainField(name, name.slice(operation.length), fields);
  const valueIn = (record: Json) => record[field.name] as Value;
  switch (operation) {
    case '':
    case 'not_': {
      const values = new Set(text.split(',').map(part => readValue(name, part, field)));
      if (field.type === 'string') values.add(text);
      return record => values.has(valueIn(record)) === (operation === '');
    }
    case 'like_': {
      if (field.type !== 'string') throw syntax(`${name}: only texts are filtered by a part of them`);
      const part = text.toLowerCase();
      return record =>
        String(valueIn(record) ?? '')
          .toLowerCase()
          .includes(part);
    }
    default: {
      if (field.type === 'string' || field.type === 'enum') {
        throw syntax(`${name}: only numbers and times have a least and a most`);
      }
      const limit = readValue(name, text, field);
      if (limit === null) throw syntax(`${name}: give a value`);
      const sign = operation.endsWith('min_') ? 1 : -1;
      const takesNull = operation.startsWith('n');
      return record => {
        const value = valueIn(record);
        return value === null ? takesNull : sign * order(value, limit) >= 0;
      };
    }
  }
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
    case 'timestamp':
      if (/^\d{4}-\d\d-\d\d$/.test(text)) return `${text} 00:00:00`;
      if (/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return text;
      throw fail('time like 2026-11-21 10:00:00 (UTC)');
    default:
      return text;
  }
}
