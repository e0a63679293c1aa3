import { MINUTE_MS } from '../../protocol/durations.ts';
import type { PixelRule } from '../store/adRecords.ts';
import { isUnknown } from '../store/conversionMarks.ts';
import type { Attribution, ConversionRow } from '../store/rows.ts';
import type { Touch } from './touch.ts';

/** The touch that a conversion is credited to, without the text of its campaign. */
export type CreditedTouch = Omit<Touch, 'campaign' | 'kind'>;

/** What a conversion is credited to, and what it is worth. */
export interface Credit {
  attribution: Attribution;
  touch: CreditedTouch | undefined;
  /** The beacon's own value, else the pixel's for this attribution; null where its own can't be told. */
  value: number | null;
}

/** The touches of a conversion's visitor until then that its pixel takes, as far as its credit asks for them. */
export interface Touches {
  /**
   * The latest click that counts from `since` or later: from its own time or, where its line item was seen before it,
   * from the last time that it was. Of each of the visitor's ids, the latest `MAX_CLICKS` since then are looked at.
   */
  click(since: number): CreditedTouch | undefined;
  /** The latest view since then, of as many of each id. */
  view(since: number): CreditedTouch | undefined;
}

/** Most clicks, and most views, of a visitor that one conversion looks at: what does not count for it is passed over. */
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
 */
export function credit(
  { time, value: ownValue, marks }: Pick<ConversionRow, 'time' | 'value' | 'marks'>,
  touches: Touches,
  rule: PixelRule,
): Credit {
  const worth = (value: number | null) => (isUnknown(marks) ? null : (ownValue ?? value));
  if (rule.trigger_type !== 'view') {
    const clickMs = (rule.post_click_expire_mins || MAX_CLICK_MINUTES) * MINUTE_MS;
    const touch = touches.click(time - clickMs);
    if (touch) return { attribution: 'click', touch, value: worth(rule.post_click_value) };
  }
  if (rule.trigger_type !== 'click') {
    const viewMs = (rule.post_view_expire_mins || MAX_VIEW_MINUTES) * MINUTE_MS;
    const touch = touches.view(time - viewMs);
    if (touch) return { attribution: 'view', touch, value: worth(rule.post_view_value) };
  }
  return { attribution: 'unattributed', touch: undefined, value: worth(null) };
}

/**
 * Whether a touch is one that a pixel takes: of its line items, where it has some, and a landing without one unless the pixel
 * says otherwise.
 */
export function isEligible(
  { line_item_id, campaign }: Pick<Touch, 'line_item_id' | 'campaign'>,
  { line_items, landings_count }: Pick<PixelRule, 'line_items' | 'landings_count'>,
): boolean {
  if (line_item_id === null && campaign !== '') return landings_count === 1;
  const ids = JSON.parse(line_items) as number[];
  return ids.length === 0 || (line_item_id !== null && ids.includes(line_item_id));
}
