import { CURRENCIES } from '../../store/currencies.ts';
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

/** A column that is being made, a visit after the other. */
export interface Building {
  add(visit: StoredVisit): void;
  end(): Column;
}

/** Makes a column of visits: what it does not say of them is not kept meanwhile. @param start from when on times are told */
export function buildColumn(name: Name, start: number): Building {
  if (name === 'visitor') return ofVisitors();
  if (name === 'started_at') return ofNumbers(visit => visit.started_at - start);
  if (name === 'lasted') return ofNumbers(visit => visit.ended_at - visit.started_at);
  if (isIn(TEXTS, name)) return ofTexts(visit => visit[name]);
  if (isIn(LISTS, name)) return ofLists(visit => visit[name]);
  if (isIn(AMOUNTS, name)) return ofAmounts(visit => visit[name]);
  return ofNumbers(visit => visit[name]);
}

const isIn = <Of extends string>(names: readonly Of[], name: string): name is Of =>
  (names as readonly string[]).includes(name);

type Of<Value> = (visit: StoredVisit) => Value;

function ofNumbers(of: Of<number>): Building {
  const values: number[] = [];
  return {
    add: visit => void values.push(of(visit)),
    end: () => ({ arrays: [fewest(values)], texts: [] }),
  };
}

/** 64 bits of each, in two halves. */
function ofVisitors(): Building {
  const highs: number[] = [];
  const lows: number[] = [];
  return {
    add({ visitor }) {
      const [high, low] = hash(visitor);
      highs.push(high);
      lows.push(low);
    },
    end: () => ({ arrays: [Uint32Array.from(highs), Uint32Array.from(lows)], texts: [] }),
  };
}

function ofTexts(of: Of<string>): Building {
  const { add, end } = coding();
  return {
    add: visit => add(of(visit)),
    end() {
      const { codes, texts } = end();
      return { arrays: [fewest(codes)], texts };
    },
  };
}

/** Where the list of each visit begins, and one more for the end; the names; how often each was there. */
function ofLists(of: Of<string>): Building {
  const starts = [0];
  const names = coding();
  const times: number[] = [];
  return {
    add(visit) {
      const value = of(visit);
      for (const [name, many] of value === '[]' ? [] : (JSON.parse(value) as [string, number][])) {
        names.add(name);
        times.push(many);
      }
      starts.push(times.length);
    },
    end() {
      const { codes, texts } = names.end();
      return { arrays: [fewest(starts), fewest(codes), fewest(times)], texts };
    },
  };
}

/** Which visit, which currency, how much. */
function ofAmounts(of: Of<string>): Building {
  let row = 0;
  const rows: number[] = [];
  const currencies = coding(text => CURRENCIES.has(text));
  const amounts: number[] = [];
  return {
    add(visit) {
      const value = of(visit);
      for (const [currency, amount] of value === '{}' ? [] : Object.entries<number>(JSON.parse(value))) {
        rows.push(row);
        currencies.add(currency);
        amounts.push(amount);
      }
      row++;
    },
    end() {
      const { codes, texts } = currencies.end();
      return { arrays: [fewest(rows), fewest(codes), Float64Array.from(amounts)], texts };
    },
  };
}

/** A number for each text. @param isFirst of texts that are told apart however rare they are */
function coding(isFirst: (text: string) => boolean = () => false): {
  add(text: string): void;
  end(): { codes: number[]; texts: string[] };
} {
  const known = new Map<string, number>();
  const many: number[] = [];
  const codes: number[] = [];
  return {
    add(text) {
      const code = known.get(text) ?? known.size;
      if (code === known.size) {
        known.set(text, code);
        many.push(0);
      }
      many[code]!++;
      codes.push(code);
    },
    end() {
      const texts = [...known.keys()];
      if (texts.length <= MAX_TEXTS) return { codes, texts };
      const first = texts.map(text => (isFirst(text) ? 1 : 0));
      const kept = [...many.keys()]
        .sort((a, b) => first[b]! - first[a]! || many[b]! - many[a]! || a - b)
        .slice(0, MAX_TEXTS - 1);
      const places = new Map(kept.map((code, at) => [code, at]));
      return {
        codes: codes.map(code => places.get(code) ?? kept.length),
        texts: [...kept.map(code => texts[code]!), OTHER_NAMES],
      };
    },
  };
}
