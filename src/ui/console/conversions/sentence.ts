import { type Place, span } from '../parts/format.ts';
import { TEXT } from '../text.ts';
import type { ConversionAnswer, Rule } from './answers.ts';
import { isLanding, type Names, touchText } from './touchText.ts';

const T = TEXT.conversions;
const MINUTE = 60_000;

/** What a conversion is credited to, and why, in one sentence. */
export function sentence(
  { conversion, rule, touches }: ConversionAnswer,
  lineItems: Names,
  place: Place = {},
): string {
  const { attribution, touch_time, time } = conversion;
  if (attribution === 'unattributed' || touch_time === null) {
    if (conversion.anonymousId === null && conversion.userId === null) return T.creditedToNobody;
    return touches.length ? T.creditedToNone(touches.length) : T.creditedToNothing;
  }
  const touch = touches.find(({ verdict }) => verdict === 'credited');
  const day = new Date(touch_time).toLocaleDateString(place.locale, {
    timeZone: place.timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  const before = Date.parse(time) - Date.parse(touch_time);
  const minutes = rule && (attribution === 'click' ? rule.click_window : rule.view_window);
  const of = touch ?? conversion;
  const text = touchText(of, lineItems);
  return T.credited(
    isLanding(of) ? T.theVisit(text) : T.touch[attribution](text),
    day,
    before >= 1000 ? T.spanBefore(span(before, place)) : T.atOnce,
    minutes === null ? '' : T.within(span(minutes * MINUTE, place), T.afterTouch[attribution]),
  );
}

/** What a pixel credits, in one sentence. */
export function ruleSentence(rule: Rule, lineItems: Names, place: Place = {}): string {
  const window = (minutes: number) => span(minutes * MINUTE, place);
  const first = T.rules[rule.trigger_type](window(rule.click_window), window(rule.view_window));
  const items = rule.line_item_ids.map(id => lineItems.get(id) ?? String(id));
  return [
    first,
    ...(items.length ? [T.onlyOf(new Intl.ListFormat(place.locale).format(items))] : []),
    ...(rule.landings_count ? [] : [T.noLandings]),
  ].join(' ');
}
