import { sharedCampaign } from '../attribution/sharedCampaign.ts';
import type { VISITOR_IDS } from '../attribution/visitor.ts';
import type { ConversionRow } from '../store/rows.ts';
import type { Connection } from './connection.ts';
import { countedBefore } from './countedBefore.ts';

/**
 * Takes all that names a person out of a conversion whose event is gone. What it keeps from counting again goes on doing so:
 * its order, and its visitor by those of his ids.
 */
export function unname(
  db: Connection,
): (conversion: ConversionRow, ids: readonly (typeof VISITOR_IDS)[number][]) => void {
  const before = countedBefore(db);
  // Where a touch has a time and no id, it is gone.
  const set = db.prepare(
    `UPDATE conversions SET message_id = '', anonymous_id = '', user_id = '', order_id = '', value_sent = '', touch_id = NULL, campaign = ?
     WHERE account_id = ? AND pixel_id = ? AND seq = ?`,
  );
  return (row, ids) => {
    before.keep(row, ids);
    set.run(sharedCampaign(row.campaign), row.account_id, row.pixel_id, row.seq);
  };
}
