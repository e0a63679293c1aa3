import type { ReasonRow, Reports } from '../../store/reports.ts';
import type { Reason } from '../../store/visits.ts';
import type { Connection } from '../connection.ts';
import { type Chunk, chunks } from './chunks.ts';
import { eachChunk } from './eachChunk.ts';
import { keep } from './keep.ts';
import { properties } from './properties.ts';
import { tally } from './tally.ts';
import { top } from './top.ts';
import { NONE, weightsOf } from './weights.ts';

/** What visits come to, as this connection reads it. */
export function reports(db: Connection): Reports {
  const days = chunks(db);
  return {
    async totals(filter, signal) {
      const { rows, areVisitorsEstimated } = await tally(db, days, filter, { by: 'all' }, signal);
      return { ...rows[0]!.measures, visitorsAreEstimated: areVisitorsEstimated };
    },

    async series({ starts, ...filter }, signal) {
      const { rows } = await tally(db, days, filter, { by: 'time', starts }, signal);
      return rows.map(({ measures }, at) => ({ start: starts[at]!, ...measures }));
    },

    top: async (filter, signal) => top(db, days, filter, signal),

    async reasons(filter, signal) {
      const found = new Map<Reason, ReasonRow>();
      const add = (chunk: Chunk): void => {
        const weights = weightsOf(chunk, keep(chunk, filter), 'all');
        const { arrays, texts } = chunk.column('why');
        const events = chunk.column('events').arrays[0]!;
        for (let row = 0; row < chunk.rows; row++) {
          if (weights[row] === NONE) continue;
          const all = texts[arrays[0]![row]!]!;
          for (const why of all ? (all.split(',') as Reason[]) : []) {
            const sum = found.get(why) ?? { why, visits: 0, events: 0 };
            sum.visits++;
            sum.events += events[row]!;
            found.set(why, sum);
          }
        }
      };
      await eachChunk(db, days, filter, ['counted', 'ordered', 'why', 'events'], add, signal);
      return [...found.values()].sort((a, b) => b.visits - a.visits || (a.why < b.why ? -1 : 1));
    },

    properties: async (filter, signal) => properties(db, filter, signal),
  };
}
