import type { ReasonRow, Reports } from '../../../store/reports.ts';
import type { Reason } from '../../../store/visits.ts';
import type { Servers } from '../../servers.ts';
import { ofTags } from '../byServer.ts';
import { params } from '../walk.ts';
import { addTallied, NOTHING } from './add.ts';
import { properties } from './properties.ts';
import { tally } from './tally.ts';
import { those } from './those.ts';
import { top } from './top.ts';

/** What visits come to: their servers sum them. */
export const reports = (servers: Servers): Reports => ({
  async totals({ writeKeys, ...filter }, signal) {
    const parts = await ofTags(
      servers,
      writeKeys,
      (session, tags) => tally(session, { ...filter, tags }, { by: 'all' }),
      signal,
    );
    const [all = NOTHING] = addTallied(parts).values();
    return { ...all, visitorsAreEstimated: parts.filter(part => part.size > 0).length > 1 };
  },

  async series({ writeKeys, starts, ...filter }, signal) {
    const parts = await ofTags(
      servers,
      writeKeys,
      (session, tags) => tally(session, { ...filter, tags }, { by: 'time', starts }),
      signal,
    );
    const all = addTallied(parts);
    return starts.slice(0, -1).map((start, at) => ({ start, ...(all.get(`${at + 1}`) ?? NOTHING) }));
  },

  top: (filter, signal) => top(servers, filter, signal),

  async reasons({ writeKeys, ...filter }, signal) {
    const parts = await ofTags(
      servers,
      writeKeys,
      (session, tags) => {
        const { values, param } = params();
        return session.all<{ why: string; visits: number; events: number }>(
          `SELECT why, count(*) AS visits, sum(events) AS events FROM visits
           WHERE ${those({ ...filter, tags }, param)} AND why <> '' GROUP BY why`,
          values,
        );
      },
      signal,
    );
    const found = new Map<Reason, ReasonRow>();
    for (const { why: all, visits, events } of parts.flat()) {
      for (const why of all.split(',') as Reason[]) {
        const sum = found.get(why) ?? { why, visits: 0, events: 0 };
        found.set(why, { why, visits: sum.visits + visits, events: sum.events + events });
      }
    }
    return [...found.values()].sort((a, b) => b.visits - a.visits || (a.why < b.why ? -1 : 1));
  },

  properties: (filter, signal) => properties(servers, filter, signal),
});
