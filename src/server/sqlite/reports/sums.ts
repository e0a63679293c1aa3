import type { Measures, ReportFilter } from '../../store/reports.ts';
import { Amounts } from './amounts.ts';
import type { Chunk } from './chunks.ts';
import { Distinct } from './distinct.ts';
import type { Grouped } from './groups.ts';
import { NONE, ORDERED, WHOLE } from './weights.ts';

const WHAT = ['visits', 'views', 'events', 'bounces', 'lasted', 'conversions'] as const;

/** Sums of the visits of each group. */
export class Sums {
  readonly #who: ReportFilter['who'];
  readonly #distinct = new Distinct();
  readonly #revenue = new Amounts();
  #size = 0;
  #of = Object.fromEntries(WHAT.map(each => [each, new Float64Array(0)])) as Record<
    (typeof WHAT)[number],
    Float64Array
  >;

  constructor(who: ReportFilter['who']) {
    this.#who = who;
  }

  /** @param by what is grouped by: of a page the views are its own, of an event's name the events */
  add(chunk: Chunk, { codes, groups, lists }: Grouped, weights: Uint8Array, by: string): void {
    this.#grow(groups);
    const { visits, views, events, bounces, lasted, conversions } = this.#of;
    const first = (name: Parameters<Chunk['column']>[0]) => chunk.column(name).arrays[0]!;
    const [ownViews, ownEvents, ownLasted] = [first('views'), first('events'), first('lasted')];
    const [ownConversions, ownOrdered] = [first('conversions'), first('ordered')];
    const [high, low] = chunk.column('visitor').arrays;
    const isOthers = this.#who === 'automated';
    const distinct = this.#distinct;
    for (let row = 0; row < chunk.rows; row++) {
      const weight = weights[row]!;
      if (weight === NONE) continue;
      const start = lists ? lists.starts[row]! : row;
      const end = lists ? lists.starts[row + 1]! : row + 1;
      for (let at = start; at < end; at++) {
        const group = codes ? groups[codes[at]!]! : 0;
        if (group < 0) continue;
        if (weight === ORDERED) {
          conversions[group]! += ownOrdered[row]!;
          continue;
        }
        visits[group]!++;
        views[group]! += by === 'page' ? lists!.times[at]! : ownViews[row]!;
        events[group]! += by === 'event' ? lists!.times[at]! : ownEvents[row]!;
        if (ownViews[row] === 1 && ownEvents[row] === 1) bounces[group]!++;
        lasted[group]! += ownLasted[row]!;
        conversions[group]! += ownConversions[row]! - (isOthers ? ownOrdered[row]! : 0);
        distinct.add(high![row]!, low![row]!, group);
      }
    }
    this.#addRevenue(chunk, { codes, groups, lists }, weights);
  }

  all(groups: number): { measures: Measures[]; isEstimated: boolean } {
    const { counts, isEstimated } = this.#distinct.counts();
    const of = this.#of;
    const measures = Array.from({ length: groups }, (_, group) => ({
      visitors: counts[group] ?? 0,
      visits: of.visits[group] ?? 0,
      views: of.views[group] ?? 0,
      events: of.events[group] ?? 0,
      bounces: of.bounces[group] ?? 0,
      seconds: Math.round((of.lasted[group] ?? 0) / 1000),
      conversions: of.conversions[group] ?? 0,
      revenue: this.#revenue.of(group),
    }));
    return { measures, isEstimated };
  }

  #addRevenue(chunk: Chunk, { codes, groups, lists }: Grouped, weights: Uint8Array): void {
    const each = (name: 'revenue' | 'ordered_revenue', weight: number, sign: 1 | -1) => {
      const { arrays, texts } = chunk.column(name);
      const [rows, currencies, amounts] = arrays;
      for (let item = 0; item < rows!.length; item++) {
        const row = rows![item]!;
        if (weights[row] !== weight) continue;
        const end = lists ? lists.starts[row + 1]! : row + 1;
        for (let at = lists ? lists.starts[row]! : row; at < end; at++) {
          const group = codes ? groups[codes[at]!]! : 0;
          if (group >= 0) this.#revenue.add(group, texts[currencies![item]!]!, sign * amounts![item]!);
        }
      }
    };
    each('revenue', WHOLE, 1);
    if (this.#who === 'people') each('ordered_revenue', ORDERED, 1);
    if (this.#who === 'automated') each('ordered_revenue', WHOLE, -1);
  }

  #grow(groups: Int32Array): void {
    for (const group of groups) if (group >= this.#size) this.#size = Math.max(group + 1, this.#size * 2, 64);
    if (this.#of.visits.length >= this.#size) return;
    for (const what of WHAT) {
      const more = new Float64Array(this.#size);
      more.set(this.#of[what]);
      this.#of[what] = more;
    }
  }
}
