import type { ConversionPixelRow, PixelRule } from '../store/adRecords.ts';
import type { Memory } from './memory.ts';
import { inOrder } from './order.ts';

/** Has what a pixel says now hold for the events from the next one on. */
export function writeRule(memory: Memory, pixel: ConversionPixelRow, isRemoved: boolean): void {
  const { pixelRules, lastSeq } = memory;
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
    landings_count: pixel.landings_count,
    line_items: lineItemsOf(memory, pixel),
  };
  pixelRules.put(rule, pixelRules.now(rule));
}

/** Has the line items that use an account's pixels now hold likewise, where they are others than before. */
export function relink(memory: Memory, accountId: string): void {
  for (const pixel of memory.conversionPixels) {
    if (pixel.account_id !== accountId) continue;
    const rules = [...memory.pixelRules].filter(rule => rule.pixel_id === pixel.id);
    const newest = inOrder(rules, ({ since_seq }) => [-since_seq])[0];
    if (newest && newest.line_items !== lineItemsOf(memory, pixel)) writeRule(memory, pixel, false);
  }
}

function lineItemsOf({ lineItemPixels }: Memory, pixel: ConversionPixelRow): string {
  const links = [...lineItemPixels].filter(({ pixel_id }) => pixel_id === pixel.id);
  return JSON.stringify(links.map(({ owner_id }) => owner_id).sort((a, b) => a - b));
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
