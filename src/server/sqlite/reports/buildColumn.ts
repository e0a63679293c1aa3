import { OTHER_NAMES } from '../../store/names.ts';
import type { StoredVisit } from '../../store/visits.ts';
import { type Column, fewest } from './column.ts';
import { hash } from './hash.ts';

/** Columns that say one text of each visit. */
export const TEXTS = [
  ...(['counted', 'why', 'channel', 'source', 'medium', 'campaign', 'referrer', 'entry', 'exit'] as const),
  ...(['country', 'language', 'device', 'browser', 'system'] as const),
] as const satisfies (keyof StoredVisit)[];

/** Columns that say several of each, and how often. */
export const LISTS = ['pages', 'names'] as const;

/** Columns of sums by currency: of the few visits that have some. */
export const AMOUNTS = ['revenue', 'ordered_revenue'] as const;

const NUMBERS = ['views', 'events', 'conversions', 'ordered'] as const;

export const NAMES = [...TEXTS, ...LISTS, ...AMOUNTS, ...NUMBERS, 'visitor', 'started_at', 'lasted'] as const;
export type Name = (typeof NAMES)[number];

/** Most texts of a column that are told apart, the most frequent; the others are `OTHER_NAMES`. */
const MAX_TEXTS = 4096;

/** What a column is made of. */
export const madeOf = (name: Name): (keyof StoredVisit)[] =>
  name === 'lasted' ? ['started_at', 'ended_at'] : [name];

/** Makes a column of visits. @param start from when on times are told */
export function buildColumn(name: Name, visits: readonly StoredVisit[], start: number): Column {
  if (name === 'visitor') return ofVisitors(visits);
  if (name === 'started_at') return numbers(visits.map(visit => visit.started_at - start));
  if (name === 'lasted') return numbers(visits.map(visit => visit.ended_at - visit.started_at));
  if (isIn(TEXTS, name)) return ofTexts(visits.map(visit => visit[name]));
  if (isIn(LISTS, name)) return ofLists(visits.map(visit => visit[name]));
  if (isIn(AMOUNTS, name)) return ofAmounts(visits.map(visit => visit[name]));
  return numbers(visits.map(visit => visit[name]));
}

const isIn = <Of extends string>(names: readonly Of[], name: string): name is Of =>
  (names as readonly string[]).includes(name);

const numbers = (values: number[]): Column => ({ arrays: [fewest(values)], texts: [] });

/** 64 bits of each, in two halves. */
function ofVisitors(visits: readonly StoredVisit[]): Column {
  const arrays = [new Uint32Array(visits.length), new Uint32Array(visits.length)] as const;
  for (const [at, { visitor }] of visits.entries()) {
    const [high, low] = hash(visitor);
    arrays[0][at] = high;
    arrays[1][at] = low;
  }
  return { arrays: [...arrays], texts: [] };
}

function ofTexts(values: string[]): Column {
  const { codes, texts } = coded(values);
  return { arrays: [fewest(codes)], texts };
}

/** Where the list of each visit begins, and one more for the end; the names; how often each was there. */
function ofLists(values: string[]): Column {
  const starts = [0];
  const names: string[] = [];
  const times: number[] = [];
  for (const value of values) {
    for (const [name, many] of value === '[]' ? [] : (JSON.parse(value) as [string, number][])) {
      names.push(name);
      times.push(many);
    }
    starts.push(names.length);
  }
  const { codes, texts } = coded(names);
  return { arrays: [fewest(starts), fewest(codes), fewest(times)], texts };
}

/** Which visit, which currency, how much. */
function ofAmounts(values: string[]): Column {
  const rows: number[] = [];
  const currencies: string[] = [];
  const amounts: number[] = [];
  for (const [row, value] of values.entries()) {
    if (value === '{}') continue;
    for (const [currency, amount] of Object.entries(JSON.parse(value) as Record<string, number>)) {
      rows.push(row);
      currencies.push(currency);
      amounts.push(amount);
    }
  }
  const { codes, texts } = coded(currencies);
  return { arrays: [fewest(rows), fewest(codes), Float64Array.from(amounts)], texts };
}

/** A number for each text. */
function coded(values: readonly string[]): { codes: number[]; texts: string[] } {
  const known = new Map<string, number>();
  const many: number[] = [];
  let codes = values.map(value => {
    const code = known.get(value) ?? known.size;
    known.set(value, code);
    many[code] = (many[code] ?? 0) + 1;
    return code;
  });
  let texts = [...known.keys()];
  if (texts.length > MAX_TEXTS) {
    const kept = [...many.keys()].sort((a, b) => many[b]! - many[a]! || a - b).slice(0, MAX_TEXTS - 1);
    const place = new Map(kept.map((code, at) => [code, at]));
    const all = texts;
    codes = codes.map(code => place.get(code) ?? kept.length);
    texts = [...kept.map(code => all[code]!), OTHER_NAMES];
  }
  return { codes, texts };
}
