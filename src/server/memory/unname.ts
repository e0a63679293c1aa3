import { keptMarks } from '../attribution/keptMarks.ts';
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
  row.message_id = row.anonymous_id = row.user_id = row.order_id = row.value_sent = '';
  row.touch_id = null;
  row.campaign = sharedCampaign(row.campaign);
}

/** Its order and those ids go on keeping others from counting. */
export function keep(
  { countedBefore, mark }: Memory,
  row: ConversionRow,
  ids: readonly ('anonymous_id' | 'user_id')[] = ['anonymous_id', 'user_id'],
): void {
  const { account_id, pixel_id, time } = row;
  for (const each of keptMarks(mark, row, ids)) {
    const kept = { account_id, pixel_id, ...each, time };
    if (!countedBefore.now(kept)) countedBefore.put(kept);
  }
}
