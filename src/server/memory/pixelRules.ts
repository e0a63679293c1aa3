import type { ConversionPixelRow, PixelRule } from '../store/adRecords.ts';
import type { Memory } from './memory.ts';
import { inOrder } from './order.ts';

/** Has what a pixel says now hold for the events from the next one on. */
export function writeRule({ pixelRules, lastSeq }: Memory, pixel: ConversionPixelRow, isRemoved: boolean) {
  const rule: PixelRule = {
    account_id: pixel.account_id,
    pixel_id: pixel.id,
    since_seq: lastSeq + 1,
    state: isRemoved ? 'deleted' : pixel.state,
    trigger_type: pixel.trigger_type,
    min_minutes_per_conv: pixel.min_minutes_per_conv,
    post_view_expire_mins: pixel.post_view_expire_mins,
    post_click_expire_mins: pixel.post_click_expire_mins,
    post_view_value: pixel.post_view_value,
    post_click_value: pixel.post_click_value,
    pixel_conversion_event_id: pixel.pixel_conversion_event_id,
  };
  pixelRules.put(rule, pixelRules.now(rule));
}

/** What held for an event, of a pixel or of all of a category; active ones alone. */
export function rulesAt(
  { pixelRules }: Memory,
  accountId: string,
  seq: number,
  which: { pixelId?: number; category?: number },
): PixelRule[] {
  const held = new Map<number, PixelRule>();
  for (const rule of pixelRules) {
    if (rule.account_id !== accountId || rule.since_seq > seq) continue;
    const known = held.get(rule.pixel_id);
    if (!known || known.since_seq < rule.since_seq) held.set(rule.pixel_id, rule);
  }
  const isMeant = ({ pixel_id, pixel_conversion_event_id }: PixelRule) =>
    which.pixelId === undefined ? pixel_conversion_event_id === which.category : pixel_id === which.pixelId;
  const active = [...held.values()].filter(rule => rule.state === 'active' && isMeant(rule));
  return inOrder(active, ({ pixel_id }) => [pixel_id]);
}
