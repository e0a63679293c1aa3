import type { ReasonRow, Reports } from '../../store/reports.ts';
import type { Reason } from '../../store/visits.ts';
import { topPage } from '../../visits/topCursor.ts';
import type { Connection } from '../connection.ts';
import { chunks } from './chunks.ts';
import { columnOf, keep } from './keep.ts';
import { properties } from './properties.ts';
import { tally } from './tally.ts';

/** What visits come to, as this connection reads it. */
export const reports = (db: Connection): Reports => ({
  async totals(filter, signal) {
    const { rows, areVisitorsEstimated } = await tally(db, filter, { by: 'all' }, signal);
    return { ...rows[0]!.measures, visitorsAreEstimated: areVisitorsEstimated };
  },

  async series({ starts, ...filter }, signal) {
    const { rows } = await tally(db, filter, { by: 'time', starts }, signal);
    return rows.map(({ measures }, at) => ({ start: starts[at]!, ...measures }));
  },

  async top({ dimension, limit, cursor, ...filter }, signal) {
    const { rows } = await tally(db, filter, { by: dimension }, signal);
    const some = rows.flatMap(({ value, measures }) =>
      measures.visits || measures.conversions ? { value, ...measures } : [],
    );
    return topPage(some, { limit, cursor });
  },

  async reasons({ writeKeys, from, to, where }, signal) {
    const found = new Map<Reason, ReasonRow>();
    const names = new Set(['started_at', 'counted', 'why', 'events'] as const);
    const asked = [...names, ...where.map(({ dimension }) => columnOf(dimension))];
    const { daysOf, day } = chunks(db);
    for (const writeKey of new Set(writeKeys)) {
      for (const start of [...daysOf(writeKey, from, to)]) {
        signal?.throwIfAborted();
        for (const chunk of day(writeKey, start, asked)) {
          const kept = keep(chunk, { from, to, where });
          const { arrays, texts } = chunk.column('why');
          const counted = chunk.column('counted');
          const events = chunk.column('events').arrays[0]!;
          for (let row = 0; row < chunk.rows; row++) {
            if (!kept[row] || counted.texts[counted.arrays[0]![row]!] === 'test') continue;
            const all = texts[arrays[0]![row]!]!;
            for (const why of all ? (all.split(',') as Reason[]) : []) {
              const sum = found.get(why) ?? { why, visits: 0, events: 0 };
              sum.visits++;
              sum.events += events[row]!;
              found.set(why, sum);
            }
          }
        }
        await new Promise(setImmediate);
      }
    }
    return [...found.values()].sort((a, b) => b.visits - a.visits || (a.why < b.why ? -1 : 1));
  },

  properties: async (filter, signal) => properties(db, filter, signal),
});
