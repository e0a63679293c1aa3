import type { AdFilter, AdQuery } from '../../store/adQuery.ts';
import { syntax } from './error.ts';
import type { Json, RecordField } from './fields.ts';
import { partsOf, plainField, readFilter, readSearch, storedField } from './filters.ts';
import { readHaving } from './having.ts';

/** Most records of one answer, and how many there are unless the request says less. */
export const MAX_ELEMENTS = 100;

/** Most parts of an order, and filters of a list: it does no more work than so many tell of. */
const MAX_SORTS = 10;
const MAX_FILTERS = 30;

/** What a list is asked for. */
export interface RecordQuery extends Pick<AdQuery, 'filters' | 'sort'> {
  /** The record with the wanted fields alone. */
  pick(record: Json): Json;
  /** Whether the answer is a CSV of all that is found. */
  isCsv: boolean;
  /** Null where the request does not say. */
  start: number | null;
  /** Null where the request does not say. */
  size: number | null;
}

/** A list as clients write it who have lists: `id[0]=1&id[1]=2`, `id[]=1&id[]=2`. */
const IN_LIST = /^([a-z_]+)\[\d{0,3}\]$/;

/** The parameters of a query by name; each may stand there once, or as a list, whose values are then joined by commas. */
export function readParameters(query: string): Map<string, string> {
  const parameters = new Map<string, string>();
  const lists = new Set<string>();
  for (const [written, value] of new URLSearchParams(query)) {
    const inList = IN_LIST.exec(written)?.[1];
    const name = inList ?? written;
    const before = parameters.get(name);
    if (before === undefined) parameters.set(name, value);
    else if (inList !== undefined && lists.has(name)) parameters.set(name, `${before},${value}`);
    else throw syntax(`${name}: is there twice`);
    if (inList !== undefined) lists.add(name);
  }
  return parameters;
}

/** Reads filters, order, page and wanted fields; throws for a parameter that is none of them. */
export function readQuery(parameters: Map<string, string>, fields: RecordField[]): RecordQuery {
  const filters: AdFilter[] = [];
  let sort: RecordQuery['sort'] = [];
  let pick: RecordQuery['pick'] = record => record;
  let start: number | null = null;
  let size: number | null = null;
  let isCsv = false;
  for (const [name, text] of parameters) {
    if (name === 'start_element') start = readCount(name, text);
    else if (name === 'num_elements') size = Math.min(readCount(name, text), MAX_ELEMENTS);
    else if (name === 'format') isCsv = readFormat(text);
    else if (name === 'sort') sort = readSort(text, fields);
    else if (name === 'fields') pick = readFields(text, fields);
    else if (name === 'search') filters.push(readSearch(text));
    else if (name.startsWith('having_')) filters.push(readHaving(name, text, fields));
    else if (name !== 'advertiser_code') filters.push(readFilter(name, text, fields));
  }
  if (filters.length > MAX_FILTERS) {
    throw syntax(
      `${[...parameters.keys()].at(-1)}: ${filters.length} filters, ask for at most ${MAX_FILTERS}`,
    );
  }
  return { filters, sort, pick, isCsv, start, size };
}

function readFormat(text: string): boolean {
  if (text === 'json' || text === 'csv') return text === 'csv';
  throw syntax('format: must be "json" or "csv"');
}

function readCount(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw syntax(`${name}: "${text}" is no number from 0 up`);
}

/** Nulls first; the field's own direction each. */
const readSort = (text: string, fields: RecordField[]): RecordQuery['sort'] =>
  partsOf('sort', text, MAX_SORTS).flatMap(part => {
    const [, name = '', direction = 'asc'] = /^(.*?)(?:\.(asc|desc))?$/.exec(part) ?? [];
    const field = storedField(plainField('sort', name, fields));
    return field ? [{ field, isFalling: direction === 'desc' }] : [];
  });

function readFields(text: string, fields: RecordField[]): RecordQuery['pick'] {
  const wanted = partsOf('fields', text, fields.length);
  const unknown = wanted.find(name => !fields.some(each => each.name === name));
  if (unknown !== undefined) {
    throw syntax(`fields: "${unknown}" is no field; those are ${fields.map(({ name }) => name).join(', ')}`);
  }
  return record => Object.fromEntries(wanted.map(name => [name, record[name]]));
}
