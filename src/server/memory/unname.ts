import { toldBy } from '../attribution/completions.ts';
import { tagOfOrder } from '../attribution/sameOrder.ts';
import { sharedCampaign } from '../attribution/sharedCampaign.ts';
import { marksOfOrder } from '../store/marks.ts';
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
  const add = (mark: string, seq: number) => {
    const kept = { account_id, pixel_id, mark, seq, time };
    if (!countedBefore.now(kept)) countedBefore.put(kept);
  };
  const ofOrder = row.order_id ? marksOfOrder(mark, tagOfOrder(row), row.order_id) : [];
  for (const each of ofOrder) add(each, toldBy(row, 'order_id'));
  for (const id of ids) if (row[id] !== '') add(mark(id, row[id]), toldBy(row, id));
}
