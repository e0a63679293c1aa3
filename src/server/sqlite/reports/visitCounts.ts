import type { ReportFilter } from '../../store/reports.ts';
import type { Column, Numbers } from './column.ts';
import type { Grouped } from './groups.ts';
import { NONE, WHOLE } from './weights.ts';

/** What a chunk has of each code of a column. */
interface CodeCounts {
  visits: Uint32Array | Float64Array;
  /** 1 where there is anything at all, be it an order alone. */
  isThere: Uint8Array;
}

/** What was counted of columns, of all of their visits: as long as a column is kept, so is that. */
const ofAll = new WeakMap<Column, Map<ReportFilter['who'], CodeCounts>>();

/** How many visits each group has: what decides about its place. */
export class VisitCounts {
  #visits = new Float64Array(0);
  #isThere = new Uint8Array(0);

  /** @param weights how each visit of the chunk counts */
  add(grouped: Grouped, weights: Uint8Array): void {
    this.#add(grouped.groups, countCodes(grouped, weights));
  }

  /** The same of all visits of a chunk. @param weights how each counts, if it has to be known */
  addAll(column: Column, who: ReportFilter['who'], grouped: Grouped, weights: () => Uint8Array): void {
    const known = ofAll.get(column) ?? new Map<ReportFilter['who'], CodeCounts>();
    const counts = known.get(who) ?? countCodes(grouped, weights());
    ofAll.set(column, known.set(who, counts));
    this.#add(grouped.groups, counts);
  }

  /** Of the groups in which anything is. */
  all(values: readonly string[]): { value: string; visits: number }[] {
    return values.flatMap((value, group) =>
      this.#isThere[group] ? { value, visits: this.#visits[group]! } : [],
    );
  }

  /** The groups in which anything is, the one with the most visits first. */
  mostFirst(): number[] {
    const visits = this.#visits;
    const there = [...this.#isThere.keys()].filter(group => this.#isThere[group]);
    return there.sort((a, b) => visits[b]! - visits[a]! || a - b);
  }

  /** Has groups be others from now on. @param places of each */
  move(places: Int32Array): void {
    const [visits, isThere] = [this.#visits, this.#isThere];
    this.#visits = new Float64Array(0);
    this.#isThere = new Uint8Array(0);
    this.#add(places, { visits, isThere });
  }

  #add(groups: Int32Array, { visits, isThere }: CodeCounts): void {
    this.#grow(groups);
    for (let code = 0; code < groups.length; code++) {
      const group = groups[code]!;
      this.#visits[group]! += visits[code]!;
      this.#isThere[group]! |= isThere[code]!;
    }
  }

  #grow(groups: Int32Array): void {
    let most = 0;
    for (const group of groups) if (group > most) most = group;
    if (most < this.#visits.length) return;
    const size = Math.max(most + 1, this.#visits.length * 2, 64);
    const visits = new Float64Array(size);
    const isThere = new Uint8Array(size);
    visits.set(this.#visits);
    isThere.set(this.#isThere);
    this.#visits = visits;
    this.#isThere = isThere;
  }
}

function countCodes({ codes, groups, lists }: Grouped, weights: Uint8Array): CodeCounts {
  const visits = new Uint32Array(groups.length);
  const isThere = new Uint8Array(groups.length);
  const starts: Numbers | undefined = lists?.starts;
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row]!;
    if (weight === NONE) continue;
    const end = starts ? starts[row + 1]! : row + 1;
    for (let at = starts ? starts[row]! : row; at < end; at++) {
      const code = codes ? codes[at]! : 0;
      isThere[code] = 1;
      if (weight === WHOLE) visits[code]!++;
    }
  }
  return { visits, isThere };
}
