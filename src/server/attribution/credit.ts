import { MINUTE_MS } from '../../protocol/durations.ts';
import type { PixelRule } from '../store/adRecords.ts';
import type { Attribution } from '../store/rows.ts';
import type { Touch } from './touch.ts';

/** What a conversion is credited to, and what it is worth. */
export interface Credit {
  attribution: Attribution;
  touch: Touch | undefined;
  /** The beacon's own value, else the pixel's for this attribution. */
  value: number | null;
}

/** The longest windows, in minutes: 90 and 30 days. */
export const MAX_CLICK_MINUTES = 129_600;
export const MAX_VIEW_MINUTES = 43_200;

/**
 * Which touch a conversion is credited to: the latest one in its window. Where clicks and views count (hybrid), a click
 * beats every view. Windows count from the impression: a click's from the last one of its line item before it, where
 * that was seen.
 * @param time of the conversion
 * @param touches the visitor's until then, the latest first
 */
export function credit(time: number, ownValue: number | null, touches: Touch[], rule: PixelRule): Credit {
  const clickMs = (rule.post_click_expire_mins || MAX_CLICK_MINUTES) * MINUTE_MS;
  const viewMs = (rule.post_view_expire_mins || MAX_VIEW_MINUTES) * MINUTE_MS;
  if (rule.trigger_type !== 'view') {
    const touch = touches.find(
      each => each.kind === 'click' && time - impressionTime(each, touches) <= clickMs,
    );
    if (touch) return { attribution: 'click', touch, value: ownValue ?? rule.post_click_value };
  }
  if (rule.trigger_type !== 'click') {
    const touch = touches.find(each => each.kind === 'view' && time - each.time <= viewMs);
    if (touch) return { attribution: 'view', touch, value: ownValue ?? rule.post_view_value };
  }
  return { attribution: 'unattributed', touch: undefined, value: ownValue };
}

function impressionTime(click: Touch, touches: Touch[]): number {
  if (click.line_item_id === null) return click.time;
  const seen = touches.find(
    ({ kind, line_item_id, time }) =>
      kind === 'view' && line_item_id === click.line_item_id && time <= click.time,
  );
  return seen?.time ?? click.time;
}
