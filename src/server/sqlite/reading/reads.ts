import type { Reports } from '../../store/reports.ts';
import type { Store } from '../../store/store.ts';
import type { Connection } from '../connection.ts';
import { conversions } from '../conversions.ts';
import { conversionTotals } from '../conversionTotals.ts';
import { counts } from '../counts.ts';
import { events } from '../events.ts';
import { history } from '../history.ts';
import { readRefunds } from '../refunds.ts';
import { reports } from '../reports/reports.ts';
import { readVisitRow, readVisits } from '../visits/readVisits.ts';

/** The reads that may take long: where there is a thread for them, they are done there. */
export const LONG_READS = [
  'events',
  'history',
  'counts',
  'dayCounts',
  'lastSeen',
  'activity',
  'hours',
  'lastTriggered',
  'conversions',
  'conversionTotals',
  'refunds',
  'visit',
  'visits',
  'totals',
  'series',
  'top',
  'reasons',
  'properties',
] as const satisfies (keyof Store | keyof Reports)[];

export type LongRead = (typeof LONG_READS)[number];

export type Reads = Pick<Store, Exclude<LongRead, keyof Reports>> & Reports;

/** Those reads, by a connection. */
export function reads(db: Connection): Reads {
  const those: Record<string, (...args: never[]) => Promise<unknown>> = {
    ...counts(db),
    events: async filter => events(db, filter),
    history: async filter => history(db, filter),
    conversions: async filter => conversions(db, filter),
    refunds: async filter => readRefunds(db, filter),
    visit: async (writeKey, id) => readVisitRow(db, writeKey, id),
    visits: async filter => readVisits(db, filter),
  };
  /** Has all that a read looks at be of one moment, whoever writes meanwhile. It must not wait. */
  const atOnce =
    (read: (...args: never[]) => Promise<unknown>) =>
    async (...args: unknown[]): Promise<unknown> => {
      signalOf(args)?.throwIfAborted();
      db.exec('BEGIN');
      try {
        return read(...(args as never[]));
      } finally {
        db.exec('COMMIT');
      }
    };
  return {
    ...(Object.fromEntries(
      Object.entries(those).map(([name, read]) => [name, atOnce(read)]),
    ) as unknown as Reads),
    conversionTotals: (filter, by, signal) => conversionTotals(db, filter, by, signal),
    ...reports(db),
  };
}

/** The signal among a read's arguments. */
export const signalOf = (args: readonly unknown[]): AbortSignal | undefined =>
  args.find(each => each instanceof AbortSignal);
