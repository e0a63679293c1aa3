import { MINUTE_MS } from '../../protocol/durations.ts';
import type { PixelRule } from '../store/adRecords.ts';
import type { Attribution } from '../store/rows.ts';
import type { Touch } from './touch.ts';

/** The touch that a conversion is credited to, without the text of its campaign. */
export type CreditedTouch = Omit<Touch, 'campaign' | 'kind'>;

/** What a conversion is credited to, and what it is worth. */
export interface Credit {
  attribution: Attribution;
  touch: CreditedTouch | undefined;
  /** The beacon's own value, else the pixel's for this attribution. */
  value: number | null;
}

/** The touches of a conversion's visitor until then, as far as its credit asks for them. */
export interface Touches {
  /**
   * The latest click that counts from `since` or later: from its own time or, where its line item was seen before it,
   * from the last time that it was. Of each of the visitor's ids, the latest `MAX_CLICKS` since then are looked at.
   */
  click(since: number): CreditedTouch | undefined;
  /** The latest view since then. */
  view(since: number): CreditedTouch | undefined;
}

/** Most clicks of a visitor that one conversion looks at: only clicks on what was seen too long ago are passed over. */
export const MAX_CLICKS = 100;

/**
 * How many conversions of a visitor, the first to arrive, are credited again where an earlier touch arrives after them.
 * The others keep what they were credited to when they arrived.
 */
export const MAX_CONVERSIONS = 1000;

/** The longest windows, in minutes: 90 and 30 days. */
export const MAX_CLICK_MINUTES = 129_600;
export const MAX_VIEW_MINUTES = 43_200;

/**
 * Which touch a conversion is credited to: the latest one in its window. Where clicks and views count (hybrid), a click
 * beats every view. Windows count from the impression.
 * @param time of the conversion
 */
export function credit(time: number, ownValue: number | null, touches: Touches, rule: PixelRule): Credit {
  if (rule.trigger_type !== 'view') {
    const clickMs = (rule.post_click_expire_mins || MAX_CLICK_MINUTES) * MINUTE_MS;
    const touch = touches.click(time - clickMs);
    if (touch) return { attribution: 'click', touch, value: ownValue ?? rule.post_click_value };
  }
  if (rule.trigger_type !== 'click') {
    const viewMs = (rule.post_view_expire_mins || MAX_VIEW_MINUTES) * MINUTE_MS;
    const touch = touches.view(time - viewMs);
    if (touch) return { attribution: 'view', touch, value: ownValue ?? rule.post_view_value };
  }
  return { attribution: 'unattributed', touch: undefined, value: ownValue };
}
