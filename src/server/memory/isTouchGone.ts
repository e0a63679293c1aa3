import type { ConversionRow } from '../store/rows.ts';
import type { Memory } from './memory.ts';

/**
 * Whether the touch of a conversion is gone: with a person, or by retention, of whichever tag of the account; or the log-in
 * may be that led to it on another device.
 */
export function isTouchGone(
  memory: Memory,
  { account_id, touch_id, touch_time, anonymous_id, user_id }: ConversionRow,
): boolean {
  const { retention, tags, touches } = memory;
  if (touch_time === null) return false;
  if (touch_id === null) return true;
  const wasForgotten = retention.find(
    ({ write_key, until }) => until > touch_time && tags.get(write_key)?.account_id === account_id,
  );
  const touch = touches.get(account_id, touch_id);
  if (!touch) return wasForgotten !== undefined;
  const isOwn =
    (touch.anonymous_id !== '' && touch.anonymous_id === anonymous_id) ||
    (touch.user_id !== '' && touch.user_id === user_id);
  return !isOwn && areEventsGone(memory, account_id);
}

/** Whether events of an account went, by retention or with a person. */
export function areEventsGone({ retention, tags, husks }: Memory, account_id: string): boolean {
  const isOfAccount = (writeKey: string) => tags.get(writeKey)?.account_id === account_id;
  return (
    retention.find(row => isOfAccount(row.write_key)) !== undefined ||
    husks.find(row => isOfAccount(row.writeKey)) !== undefined
  );
}
