import { MINUTE_MS } from '../../protocol/durations.ts';
import type { PixelRule } from '../store/adRecords.ts';
import type { SeenTouch } from '../store/conversions.ts';
import type { ConversionRow } from '../store/rows.ts';
import { isEligible, MAX_CLICK_MINUTES, MAX_VIEW_MINUTES } from './credit.ts';

/**
 * What became of a touch: the conversion is credited to it (`credited`); or not, for the pixel counts no clicks or no views
 * (`trigger`), it is somebody else's on a shared device (`others`), the pixel takes no landings (`landing`) or another line item's
 * (`line_item`), it is too old (`window`), a click counts before views (`click`), a later one counts (`later`); or it came too late to
 * be credited again (`settled`).
 */
export const VERDICTS = [
  'credited',
  'trigger',
  'others',
  'landing',
  'line_item',
  'window',
  'click',
  'later',
  'settled',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** For how long before a conversion a pixel counts clicks and views, in minutes. */
export const windowsOf = ({
  post_click_expire_mins,
  post_view_expire_mins,
}: Pick<PixelRule, 'post_click_expire_mins' | 'post_view_expire_mins'>) => ({
  click: post_click_expire_mins || MAX_CLICK_MINUTES,
  view: post_view_expire_mins || MAX_VIEW_MINUTES,
});

/** Says of a touch why a conversion is credited to it, or is not. */
export function judge(
  touch: SeenTouch,
  conversion: Pick<ConversionRow, 'time' | 'attribution' | 'touch_id' | 'touch_time'>,
  rule: PixelRule,
): Verdict {
  const { kind, since, line_item_id, campaign } = touch;
  if (touch.id === conversion.touch_id) return 'credited';
  if (rule.trigger_type !== 'hybrid' && rule.trigger_type !== kind) return 'trigger';
  if (touch.isOthers) return 'others';
  if (!isEligible(touch, rule)) return line_item_id === null && campaign !== '' ? 'landing' : 'line_item';
  if (since < conversion.time - windowsOf(rule)[kind] * MINUTE_MS) return 'window';
  if (conversion.attribution === 'click' && kind === 'view') return 'click';
  return conversion.touch_time !== null && touch.time <= conversion.touch_time ? 'later' : 'settled';
}
