import { OTHER_NAMES } from '../../store/names.ts';
import type { Dimension } from '../../store/reports.ts';
import type { Chunk } from './chunks.ts';
import type { Numbers } from './column.ts';
import { columnOf } from './keep.ts';

/** What rows of a report are: all in one, one for each time between two, or one for each value. */
export type Grouping =
  | { by: 'all' }
  | { by: 'time'; starts: readonly number[] }
  /** `only`: these values, and no others; `isOther` says of which it is known as `OTHER_NAMES` alone. */
  | { by: Dimension; only?: readonly string[]; isOther?: (value: string) => boolean };

/** What the values of a report may take, about, in bytes: of those that anybody makes up there may be more than there is room for. */
const MAX_BYTES = 24 * 1024 * 1024;

/** What a value takes beside its characters. */
const VALUE_BYTES = 100;

const bytesOf = (value: string): number => VALUE_BYTES + 2 * value.length;

/** The groups that the visits of a chunk are in. */
export interface Grouped {
  /** Of each visit its own code; of pages and events, of each that was there. Undefined: all are in group 0. */
  codes: Numbers | undefined;
  /** Which group a code stands for; -1: none. */
  groups: Int32Array;
  /** Where the codes of each visit begin, where it has several; and how often each was there. */
  lists: { starts: Numbers; times: Numbers } | undefined;
}

/** Numbers the groups of a report: those of a dimension as they are met. */
export class Groups {
  readonly #grouping: Grouping;
  readonly #most: number;
  #known = new Map<string, number>();
  #bytes = 0;
  #isCut = false;

  /** @param most that the values may take */
  constructor(grouping: Grouping, most = MAX_BYTES) {
    this.#grouping = grouping;
    this.#most = most;
    if (grouping.by === 'all') this.#known.set('', 0);
    if (grouping.by === 'time')
      for (const at of grouping.starts.slice(0, -1).keys()) this.#known.set(`${at}`, at);
    if ('only' in grouping)
      for (const [at, value] of (grouping.only ?? []).entries()) this.#known.set(value, at);
  }

  get size(): number {
    return this.#known.size;
  }

  /** Whether there is no more room for values. */
  get isFull(): boolean {
    return this.#bytes > this.#most;
  }

  /** Whether a value was too rare to be told from others. */
  isOther(value: string): boolean {
    return this.#isCut && !this.#known.has(value);
  }

  /**
   * Makes room: the first of the groups stay, as many as take a half of it; the others are `OTHER_NAMES` from now on.
   * @returns where each group is now
   */
  keepFirst(groups: readonly number[]): Int32Array {
    const values = this.values();
    const places = new Int32Array(values.length);
    this.#isCut = true;
    this.#known = new Map([[OTHER_NAMES, 0]]);
    this.#bytes = 0;
    for (const group of groups) {
      const value = values[group]!;
      if (this.#bytes + bytesOf(value) <= this.#most / 2) places[group] = this.#add(value);
    }
    return places;
  }

  values(): string[] {
    return [...this.#known.keys()];
  }

  of(chunk: Chunk): Grouped {
    const grouping = this.#grouping;
    if (grouping.by === 'all') return { codes: undefined, groups: new Int32Array(1), lists: undefined };
    if (grouping.by === 'time') return byTime(chunk, grouping.starts);
    const { arrays, texts } = chunk.column(columnOf(grouping.by));
    const groups = Int32Array.from(texts, text => this.#group(text));
    if (grouping.by !== 'page' && grouping.by !== 'event')
      return { codes: arrays[0]!, groups, lists: undefined };
    const [starts, codes, times] = arrays;
    return { codes: codes!, groups, lists: { starts: starts!, times: times! } };
  }

  #group(value: string): number {
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    if (!('only' in this.#grouping)) return this.#add(value);
    return this.#grouping.isOther?.(value) ? (this.#known.get(OTHER_NAMES) ?? -1) : -1;
  }

  #add(value: string): number {
    const group = this.#known.get(value) ?? this.#known.size;
    this.#known.set(value, group);
    this.#bytes += bytesOf(value);
    return group;
  }
}

/** Visits stand in the order of their times. */
function byTime(chunk: Chunk, starts: readonly number[]): Grouped {
  const [times] = chunk.column('started_at').arrays;
  const codes = new Uint32Array(chunk.rows);
  let at = 0;
  for (let row = 0; row < chunk.rows; row++) {
    const time = chunk.start + times![row]!;
    while (at < starts.length && starts[at]! <= time) at++;
    codes[row] = at;
  }
  // Before the first and after the last there is none.
  const groups = Int32Array.from({ length: starts.length + 1 }, (_, code) =>
    code === 0 || code === starts.length ? -1 : code - 1,
  );
  return { codes, groups, lists: undefined };
}
