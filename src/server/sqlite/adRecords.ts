import type { Searchable } from '../store/adQuery.ts';
import type { AdRow, ConversionPixelRow, LinkedRecords, Links, PixelLink } from '../store/adRecords.ts';
import type { Accounts } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import type { AdTable } from './adSearch.ts';
import type { Connection } from './connection.ts';
import { among, build, buildAny } from './kysely.ts';
import { pixelRules } from './pixelRules.ts';
import type { RecordReads } from './reading/reads.ts';
import { type RecordTable, records } from './records.ts';

type Id = [id: number];
type OfAccounts = [accounts: Accounts];

/** What the tables of advertising records share. */
const COMMON = {
  key: ['id'],
  filter: ['account_id'],
  order: ['created_at', 'id'],
  isRevised: true,
} satisfies Partial<RecordTable<AdRow, AdRow, Partial<AdRow>>>;

const searchOf = <Row extends AdRow>({ searchAds }: RecordReads, table: AdTable) =>
  ({ search: (query, signal) => searchAds(table, query, signal) }) as Searchable<Row>;

/** Conversion pixels, and what they said when. */
export function conversionPixels(db: Connection, reads: RecordReads): Store['conversionPixels'] {
  const rules = pixelRules(db);
  return {
    ...records<ConversionPixelRow, Id, OfAccounts>(db, {
      ...COMMON,
      table: 'conversion_pixels',
      written: row => rules.write(row, row.state),
      removed: row => rules.write(row, 'deleted'),
    }),
    ...searchOf(reads, 'conversion_pixels'),
  };
}

/** Line items, with the pixels that each counts by. */
export const lineItems = (db: Connection, reads: RecordReads): Store['lineItems'] => ({
  ...linked(db, reads, 'line_items', 'line_item_pixels'),
  async countByCategory(accountId) {
    const rows = db.all(
      build
        .selectFrom('line_items as item')
        .innerJoin('line_item_pixels as link', join =>
          join.onRef('link.account_id', '=', 'item.account_id').onRef('link.owner_id', '=', 'item.id'),
        )
        .innerJoin('conversion_pixels as pixel', join =>
          join.onRef('pixel.account_id', '=', 'item.account_id').onRef('pixel.id', '=', 'link.pixel_id'),
        )
        .select('pixel_conversion_event_id as category')
        .select(({ fn }) => fn.count<number>('item.id').distinct().as('ads'))
        .where('item.account_id', '=', accountId)
        .where('item.state', '=', 'active')
        .where('pixel.state', '=', 'active')
        .where('pixel_conversion_event_id', 'is not', null)
        .groupBy('pixel_conversion_event_id'),
    );
    return new Map(rows.map(({ category, ads }) => [category!, ads]));
  },
});

/** Campaigns, with the pixels that each counts by. */
export const campaigns = (db: Connection, reads: RecordReads): Store['campaigns'] =>
  linked(db, reads, 'campaigns', 'campaign_pixels');

/** Segments: what visitors are put into. */
export const segments = (db: Connection, reads: RecordReads): Store['segments'] => ({
  ...records<AdRow, Id, OfAccounts>(db, { ...COMMON, table: 'segments' }),
  ...searchOf(reads, 'segments'),
});

function linked(
  db: Connection,
  reads: RecordReads,
  table: 'line_items' | 'campaigns',
  linkTable: 'line_item_pixels' | 'campaign_pixels',
): LinkedRecords {
  const columns = <Given extends Links>({ pixels: _, ...rest }: Given) => rest;
  const rules = table === 'line_items' ? pixelRules(db) : undefined;
  return {
    ...records<AdRow, Id, OfAccounts, AdRow & Links, Partial<AdRow> & Links>(db, {
      ...COMMON,
      table,
      toAdd: columns,
      toChange: columns,
      removed: ({ account_id }) => rules?.relink(account_id),
      written({ account_id, id }, { pixels }) {
        if (!pixels) return;
        db.all(build.deleteFrom(linkTable).where('account_id', '=', account_id).where('owner_id', '=', id));
        const links = [...new Set(pixels)].map(pixel_id => ({ account_id, owner_id: id, pixel_id }));
        for (const link of links) db.all(build.insertInto(linkTable).values(link));
        rules?.relink(account_id);
      },
    }),
    ...searchOf(reads, table),
    async links(by, ids) {
      const query = buildAny
        .selectFrom(`${linkTable} as link`)
        .innerJoin(`${table} as owner`, join =>
          join.onRef('owner.account_id', '=', 'link.account_id').onRef('owner.id', '=', 'link.owner_id'),
        )
        .select(['pixel_id', 'owner_id', 'name', 'state'])
        .where(among(by, ids))
        .orderBy('owner_id')
        .orderBy('pixel_id');
      return db.all(query) as unknown as PixelLink[];
    },
  };
}
