import type { ConversionRow } from '../store/rows.ts';
import type { Memory } from './memory.ts';

/** Whether the touch of a conversion is gone: with a person, or by retention, of whichever tag of the account. */
export function isTouchGone(
  { retention, tags, touches }: Memory,
  { account_id, touch_id, touch_time }: ConversionRow,
): boolean {
  if (touch_time === null) return false;
  if (touch_id === null) return true;
  const wasForgotten = retention.find(
    ({ write_key, until }) => until > touch_time && tags.get(write_key)?.account_id === account_id,
  );
  return wasForgotten !== undefined && !touches.get(account_id, touch_id);
}
