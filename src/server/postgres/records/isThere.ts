import type { PublicKind } from '../schema.ts';
import type { Session } from '../session.ts';

/** Where an account's server has the record of an id that strangers know. */
const RECORDS: Record<PublicKind, [table: string, column: string]> = {
  write_key: ['tags', 'write_key'],
  integration: ['tags', 'integration_id'],
  path: ['tag_paths', 'path'],
  pixel_event: ['pixel_events', 'id'],
  conversion_pixel: ['conversion_pixels', 'id'],
  line_item: ['line_items', 'id'],
  campaign: ['campaigns', 'id'],
  segment: ['segments', 'id'],
};

/** Whether an account's server has the record. */
export async function isThere(
  session: Session,
  accountId: string,
  kind: PublicKind,
  id: string,
): Promise<boolean> {
  const [table, column] = RECORDS[kind];
  const row = await session.first(`SELECT 1 FROM ${table} WHERE account_id = $1 AND ${column} = $2`, [
    accountId,
    id,
  ]);
  return row !== undefined;
}
