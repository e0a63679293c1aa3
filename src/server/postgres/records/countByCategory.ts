import type { Context } from '../context.ts';

/** How many of an account's active line items use an active pixel of each category. */
export async function countByCategory({ servers }: Context, accountId: string): Promise<Map<number, number>> {
  const server = await servers.find(accountId);
  const rows = await server?.all<{ category: number; ads: number }>(
    `SELECT pixel.pixel_conversion_event_id AS category, count(DISTINCT item.id) AS ads
     FROM line_items AS item
     JOIN line_item_pixels AS link ON link.account_id = item.account_id AND link.owner_id = item.id
     JOIN conversion_pixels AS pixel ON pixel.account_id = item.account_id AND pixel.id = link.pixel_id
     WHERE item.account_id = $1 AND item.state = 'active' AND pixel.state = 'active'
       AND pixel.pixel_conversion_event_id IS NOT NULL
     GROUP BY pixel.pixel_conversion_event_id`,
    [accountId],
  );
  return new Map(rows?.map(({ category, ads }) => [category, ads]));
}
