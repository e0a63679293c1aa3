import type { PublicKind } from '../../postgres/schema.ts';
import type { Server } from '../../postgres/server.ts';
import type { Session } from '../../postgres/session.ts';

/** Which column of which table has the ids of a kind. */
const IDS: Record<PublicKind, [table: string, column: string]> = {
  write_key: ['tags', 'write_key'],
  integration: ['tags', 'integration_id'],
  path: ['tag_paths', 'path'],
  pixel_event: ['pixel_events', 'id'],
  conversion_pixel: ['conversion_pixels', 'id'],
  line_item: ['line_items', 'id'],
  campaign: ['campaigns', 'id'],
  segment: ['segments', 'id'],
};

/** Ids that are written down at once. */
const STEP = 10_000;

/**
 * Writes down, on the first server, whose the ids are that strangers know. In a transaction there.
 * @param tables only those of them
 */
export async function publicIds(
  session: Session,
  servers: readonly Server[],
  tables?: ReadonlySet<string>,
): Promise<void> {
  const now = Date.now();
  for (const [kind, [table, column]] of Object.entries(IDS)) {
    if (tables && !tables.has(table)) continue;
    await session.run('DELETE FROM public_ids WHERE kind = $1', [kind]);
    for (const [at, server] of servers.entries()) {
      const ids = await (at === 0 ? session : server).all<{ id: string; account_id: string }>(
        `SELECT ${column}::text AS id, account_id FROM ${table}`,
      );
      for (let from = 0; from < ids.length; from += STEP) {
        const some = ids.slice(from, from + STEP);
        await session.run(
          `INSERT INTO public_ids (kind, id, account_id, claimed_at)
           SELECT $1, id, account_id, $4 FROM unnest($2::text[], $3::text[]) AS given (id, account_id)`,
          [kind, some.map(({ id }) => id), some.map(each => each.account_id), now],
        );
      }
    }
  }
}
