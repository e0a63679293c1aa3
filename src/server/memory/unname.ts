import { sharedCampaign } from '../attribution/sharedCampaign.ts';
import type { ConversionRow } from '../store/rows.ts';
import type { Memory } from './memory.ts';

/** Takes all that names a person out of a conversion whose event is gone; its order and those ids go on keeping others from counting. */
export function unname(
  memory: Memory,
  row: ConversionRow,
  ids: readonly ('anonymous_id' | 'user_id')[],
): void {
  keep(memory, row, ids);
  row.message_id = row.anonymous_id = row.user_id = row.order_id = '';
  row.touch_id = null;
  row.campaign = sharedCampaign(row.campaign);
}

/** Its order and those ids go on keeping others from counting. */
export function keep(
  { countedBefore, mark }: Memory,
  row: ConversionRow,
  ids: readonly ('anonymous_id' | 'user_id')[] = ['anonymous_id', 'user_id'],
): void {
  const { account_id, pixel_id, seq, time } = row;
  for (const kind of ['order_id', ...ids] as const) {
    const kept = row[kind] && { account_id, pixel_id, mark: mark(kind, row[kind]), seq, time };
    if (kept && !countedBefore.now(kept)) countedBefore.put(kept);
  }
}
