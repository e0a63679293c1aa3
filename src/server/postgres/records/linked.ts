import type { AdRow, LinkedRecords, Links, PixelLink } from '../../store/adRecords.ts';
import { NoSuchRecord } from '../../store/errors.ts';
import type { Accounts } from '../../store/records.ts';
import type { Context } from '../context.ts';
import type { Session } from '../session.ts';
import { AD } from './columns.ts';
import type { Directory } from './directory.ts';
import { mergeRows } from './mergeRows.ts';
import { numbered } from './numbered.ts';
import { owned } from './owned.ts';
import { relink } from './rules.ts';

/** What uses conversion pixels, and where its links are. */
const TABLES = {
  line_item: { table: 'line_items', links: 'line_item_pixels' },
  campaign: { table: 'campaigns', links: 'campaign_pixels' },
} as const;

/** Line items or campaigns, with the pixels that each counts by. */
export function linked(
  context: Context,
  directory: Directory,
  kind: keyof typeof TABLES,
): Omit<LinkedRecords, 'search'> {
  const { table, links } = TABLES[kind];
  const { servers } = context;
  const unlink = `DELETE FROM ${links} WHERE account_id = $1 AND owner_id = $2`;

  async function link(
    session: Session,
    { account_id, id }: AdRow,
    pixels: readonly number[] | undefined,
  ): Promise<void> {
    if (!pixels) return;
    await session.run(unlink, [account_id, id]);
    const all = [...new Set(pixels)];
    const made = await session.run(
      `INSERT INTO ${links} (account_id, owner_id, pixel_id)
       SELECT $1, $2, id FROM conversion_pixels WHERE account_id = $1 AND id = ANY($3)`,
      [account_id, id, all],
    );
    if (made < all.length) throw new NoSuchRecord('there is no such pixel to link in this account');
    if (kind === 'line_item') await relink(session, account_id);
  }

  return {
    ...owned<AdRow, [id: number], [accounts: Accounts], AdRow & Links, Partial<AdRow> & Links>(
      context,
      directory,
      {
        table,
        columns: AD,
        ...numbered(kind),
        toColumns: ({ pixels: _, ...columns }) => columns,
        written: (session, row, { pixels }) => link(session, row, pixels),
        async removed(session, { account_id, id }) {
          await session.run(unlink, [account_id, id]);
          if (kind === 'line_item') await relink(session, account_id);
          return [];
        },
      },
    ),

    async links(by, ids) {
      const places = await servers.accountsOf(by === 'pixel_id' ? 'conversion_pixel' : kind, ids.map(String));
      const groups = await servers.grouped([...new Set(places.values())]);
      const lists = [...groups].map(([server, accounts]) => {
        const own = [...places].filter(([, account]) => accounts.includes(account));
        return server.all<PixelLink>(
          `SELECT link.pixel_id, link.owner_id, owner.name, owner.state
           FROM unnest($1::text[], $2::bigint[]) AS asked (account_id, id)
           JOIN ${links} AS link ON link.account_id = asked.account_id AND link.${by} = asked.id
           JOIN ${table} AS owner ON owner.account_id = link.account_id AND owner.id = link.owner_id
           ORDER BY link.owner_id, link.pixel_id`,
          [own.map(([, account]) => account), own.map(([id]) => id)],
        );
      });
      return mergeRows(await Promise.all(lists), link => [link.owner_id, link.pixel_id]);
    },
  };
}
