import type { Store } from '../../store/store.ts';
import type { Context } from '../context.ts';
import { conversions } from './conversions.ts';
import { conversionTotals } from './conversionTotals.ts';
import { conversionTouches } from './conversionTouches.ts';
import { counts } from './counts.ts';
import { dayCounts } from './dayCounts.ts';
import { event, events } from './events.ts';
import { history } from './history.ts';
import { kinds } from './kinds.ts';
import { refunds } from './refunds.ts';
import { reports } from './reports/reports.ts';
import { activity, hours, lastSeen, lastTriggered } from './seen.ts';
import { visit, visits } from './visits.ts';

/** All that is read of events and of what is made of them. */
export type Read = Pick<
  Store,
  | 'event'
  | 'events'
  | 'history'
  | 'counts'
  | 'dayCounts'
  | 'lastSeen'
  | 'activity'
  | 'hours'
  | 'lastTriggered'
  | 'conversions'
  | 'conversionTouches'
  | 'refunds'
  | 'conversionTotals'
  | 'kinds'
  | 'visit'
  | 'visits'
  | 'reports'
>;

/** Reads of the servers that have what is asked for, and of no others. */
export const read = ({ servers }: Pick<Context, 'servers'>): Read => ({
  event: (writeKey, messageId) => event(servers, writeKey, messageId),
  events: (filter, signal) => events(servers, filter, signal),
  history: filter => history(servers, filter),
  counts: (filter, signal) => counts(servers, filter, signal),
  dayCounts: (filter, signal) => dayCounts(servers, filter, signal),
  lastSeen: (filter, signal) => lastSeen(servers, filter, signal),
  activity: (filter, signal) => activity(servers, filter, signal),
  hours: (filter, signal) => hours(servers, filter, signal),
  lastTriggered: filter => lastTriggered(servers, filter),
  conversions: (filter, signal) => conversions(servers, filter, signal),
  conversionTouches: (place, signal) => conversionTouches(servers, place, signal),
  refunds: filter => refunds(servers, filter),
  conversionTotals: (filter, by, signal) => conversionTotals(servers, filter, by, signal),
  kinds: kinds(servers),
  visit: (writeKey, id) => visit(servers, writeKey, id),
  visits: (filter, signal) => visits(servers, filter, signal),
  reports: reports(servers),
});
