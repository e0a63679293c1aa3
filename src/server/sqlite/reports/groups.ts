import type { Dimension } from '../../store/reports.ts';
import type { Chunk } from './chunks.ts';
import type { Numbers } from './column.ts';
import { columnOf } from './keep.ts';

/** What rows of a report are: all in one, one for each time between two, or one for each value. */
export type Grouping =
  | { by: 'all' }
  | { by: 'time'; starts: readonly number[] }
  /** `only`: these values, and no others. */
  | { by: Dimension; only?: readonly string[] };

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
  readonly #known = new Map<string, number>();

  constructor(grouping: Grouping) {
    this.#grouping = grouping;
    if (grouping.by === 'all') this.#known.set('', 0);
    if (grouping.by === 'time')
      for (const at of grouping.starts.slice(0, -1).keys()) this.#known.set(`${at}`, at);
    if ('only' in grouping)
      for (const [at, value] of (grouping.only ?? []).entries()) this.#known.set(value, at);
  }

  get size(): number {
    return this.#known.size;
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
    if ('only' in this.#grouping) return -1;
    const next = this.#known.size;
    this.#known.set(value, next);
    return next;
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
