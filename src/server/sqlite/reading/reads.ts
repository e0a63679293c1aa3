import type { AdPage, AdQuery } from '../../store/adQuery.ts';
import type { AdRow } from '../../store/adRecords.ts';
import type { Paged, RecordPage, RecordQuery } from '../../store/recordPages.ts';
import type { Reports } from '../../store/reports.ts';
import type { Store } from '../../store/store.ts';
import { type AdTable, adSearch } from '../adSearch.ts';
import type { Connection } from '../connection.ts';
import { conversions } from '../conversions.ts';
import { conversionTotals } from '../conversionTotals.ts';
import { conversionTouches } from '../conversionTouches.ts';
import { counts } from '../counts.ts';
import { events } from '../events.ts';
import { held } from '../held.ts';
import { history } from '../history.ts';
import { type PagedTable, recordPages } from '../recordPages.ts';
import { readRefunds } from '../refunds.ts';
import type { PartOfDay } from '../reports/readPart.ts';
import { reports } from '../reports/reports.ts';
import { type VisitColumns, visitColumns } from '../reports/visitColumns.ts';
import { readVisitRow, readVisits } from '../visits/readVisits.ts';

const STORE_READS = [
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
  'conversionTouches',
  'refunds',
  'visit',
  'visits',
  'totals',
  'series',
  'top',
  'reasons',
  'properties',
  'visitColumns',
  'held',
] as const satisfies (keyof Store | keyof Reports | keyof Store['people'] | 'visitColumns')[];

/** What the lists of records read. */
export interface RecordReads {
  page(table: PagedTable, query: RecordQuery, signal?: AbortSignal): Promise<RecordPage<object>>;
  count(
    table: PagedTable,
    query: Pick<RecordQuery, 'accounts' | 'text' | 'type'>,
    signal?: AbortSignal,
  ): Promise<number>;
  searchAds(table: AdTable, query: AdQuery, signal?: AbortSignal): Promise<AdPage<AdRow>>;
}
const RECORD_READS = ['page', 'count', 'searchAds'] as const satisfies (keyof RecordReads)[];

/** The reads that may take long: where there is a thread for them, they are done there. */
export const LONG_READS = [...STORE_READS, ...RECORD_READS] as const;

export type LongRead = (typeof LONG_READS)[number];
export type Reads = Pick<
  Store,
  Exclude<(typeof STORE_READS)[number], keyof Reports | 'visitColumns' | 'held'>
> &
  Pick<Store['people'], 'held'> &
  Reports &
  RecordReads & {
    /** For the columns of a day: see columnMaker.ts. */
    visitColumns(part: PartOfDay): Promise<VisitColumns>;
  };

/** The pages of a kind of record, by those reads. @param db where what is one step of an index is read */
export const pagesOf = <Row>(
  { page, count }: RecordReads,
  db: Connection,
  table: PagedTable,
): Pick<Paged<Row>, 'page' | 'count'> => ({
  page: (query, signal) =>
    (isFirstOfAll(query)
      ? recordPages(db, table).page(query, signal)
      : page(table, query, signal)) as Promise<RecordPage<Row>>,
  count: (query, signal) => count(table, query, signal),
});

/** Whether there is any record is asked at each start and by each page of the console: a thread for that holds 25 MB for a minute. */
const isFirstOfAll = ({ accounts, text, type, start, limit, cursor }: RecordQuery): boolean =>
  accounts === '*' && limit === 1 && !(text || type || start || cursor);

/** Those reads, by a connection. */
export function reads(db: Connection): Reads {
  let heldBy: ReturnType<typeof held> | undefined;
  const those: Record<string, (...args: never[]) => Promise<unknown>> = {
    ...counts(db),
    events: async filter => events(db, filter),
    history: async filter => history(db, filter),
    conversions: async filter => conversions(db, filter),
    conversionTouches: async place => conversionTouches(db, place),
    refunds: async filter => readRefunds(db, filter),
    visit: async (writeKey, id) => readVisitRow(db, writeKey, id),
    visits: async filter => readVisits(db, filter),
    visitColumns: async part => visitColumns(db, part),
    held: async filter => {
      heldBy ??= held(db);
      return heldBy(filter);
    },
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
    page: (table, query, signal) => recordPages(db, table).page(query, signal),
    count: (table, query, signal) => recordPages(db, table).count(query, signal),
    searchAds: (table, query, signal) => adSearch(db, table, query, signal),
    conversionTotals: (filter, by, signal) => conversionTotals(db, filter, by, signal),
    ...reports(db),
  };
}

/** The signal among a read's arguments. */
export const signalOf = (args: readonly unknown[]): AbortSignal | undefined =>
  args.find(each => each instanceof AbortSignal);
