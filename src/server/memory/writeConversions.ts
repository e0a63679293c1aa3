import { MINUTE_MS } from '../../protocol/durations.ts';
import { credit, MAX_CLICKS, MAX_CONVERSIONS, type Touches } from '../attribution/credit.ts';
import { type Fire, fireOf } from '../attribution/fire.ts';
import { clickIdOf, type Touch, touchOf } from '../attribution/touch.ts';
import type { PixelRule } from '../store/adRecords.ts';
import type { StoredEvent } from '../store/event.ts';
import type { ConversionRow, TouchRow } from '../store/rows.ts';
import type { Heard } from './happenings.ts';
import type { Memory } from './memory.ts';
import { inOrder } from './order.ts';
import { rulesAt } from './pixelRules.ts';
import { stored } from './stored.ts';

type Visitor = Pick<ConversionRow, 'account_id' | 'anonymous_id' | 'user_id'>;

/**
 * Touches and conversions of one event, in the events' own order. What counts is decided by that order; what it is
 * credited to by the time of the touches alone, so that one that arrives late still has its due.
 */
export function convert(memory: Memory, seq: number, event: StoredEvent, heard: Heard | undefined): void {
  const touch = touchOf(event);
  const fire = fireOf(event, heard?.said);
  if (!touch && !fire) return;
  const tag = memory.tags.get(event.writeKey);
  // It was removed while the event waited.
  if (!tag) return;
  const visitor = {
    account_id: tag.account_id,
    anonymous_id: stored(event.anonymousId),
    user_id: stored(event.userId),
  };
  if (touch) writeTouch(memory, visitor, seq, touch);
  if (fire) writeFire(memory, visitor, seq, event, fire, heard?.first?.seq);
}

function writeTouch(memory: Memory, visitor: Visitor, seq: number, touch: Touch): void {
  const { touches, conversions } = memory;
  const known = touches.get(visitor.account_id, touch.id);
  if (known && touch.time >= known.time) return;
  if (known) known.time = touch.time;
  else {
    const clicked = clickIdOf(touch);
    const click = clicked ? touches.get(visitor.account_id, clicked) : undefined;
    const { line_item_id, campaign_id } = click?.kind === 'click' ? click : touch;
    touches.put({ ...touch, ...visitor, seq, line_item_id, campaign_id });
  }
  for (const row of firstOf(conversions, known ?? visitor)) {
    if (row.time < touch.time) continue;
    const [rule] = rulesAt(memory, row.account_id, row.seq, { pixelId: row.pixel_id });
    if (rule) Object.assign(row, creditOf(memory, row, rule));
  }
}

function writeFire(
  memory: Memory,
  visitor: Visitor,
  seq: number,
  event: StoredEvent,
  fire: Fire,
  first: number | undefined,
): void {
  const { writeKey: write_key, messageId: message_id, time } = event;
  const { orderId: order_id, value, currency } = fire;
  for (const rule of rulesAt(memory, visitor.account_id, seq, fire)) {
    if (isRepeat(memory, visitor, seq, rule, time, order_id)) continue;
    const { pixel_id } = rule;
    // What it tells was told before, and this pixel counted that.
    if (first !== undefined && memory.conversions.get(visitor.account_id, pixel_id, first)) continue;
    const fired = { ...visitor, pixel_id, seq, write_key, message_id, time, order_id, value, currency };
    memory.conversions.put({ ...fired, ...creditOf(memory, fired, rule) });
  }
}

function isRepeat(
  { conversions, countedBefore, mark }: Memory,
  visitor: Visitor,
  seq: number,
  { pixel_id, min_minutes_per_conv }: PixelRule,
  time: number,
  orderId: string,
): boolean {
  const ms = min_minutes_per_conv === null ? Infinity : min_minutes_per_conv * MINUTE_MS;
  const isRepeated = (row: ConversionRow) =>
    row.account_id === visitor.account_id &&
    row.pixel_id === pixel_id &&
    ((orderId !== '' && row.order_id === orderId) ||
      (isSame(row, visitor) && Math.abs(row.time - time) < ms));
  if (conversions.find(isRepeated)) return true;
  const order = orderId && mark('order_id', orderId);
  const ids = IDS.map(id => visitor[id] && mark(id, visitor[id]));
  const wasCounted = countedBefore.find(
    row =>
      row.account_id === visitor.account_id &&
      row.pixel_id === pixel_id &&
      row.seq < seq &&
      (row.mark === order || (ids.includes(row.mark) && Math.abs(row.time - time) < ms)),
  );
  return wasCounted !== undefined;
}

/** The columns that say what a conversion is credited to. */
export type CreditColumns = Pick<
  ConversionRow,
  'attribution' | 'credited_value' | 'touch_id' | 'touch_time' | 'line_item_id' | 'campaign_id' | 'campaign'
>;

function creditOf(
  memory: Memory,
  conversion: Visitor & Pick<ConversionRow, 'time' | 'value'>,
  rule: PixelRule,
): CreditColumns {
  const { time, value } = conversion;
  const { attribution, touch, value: credited_value } = credit(time, value, seen(memory, conversion), rule);
  return {
    attribution,
    credited_value,
    touch_id: touch?.id ?? null,
    touch_time: touch?.time ?? null,
    line_item_id: touch?.line_item_id ?? null,
    campaign_id: touch?.campaign_id ?? null,
    campaign: (touch && memory.touches.get(conversion.account_id, touch.id)?.campaign) ?? '',
  };
}

/** The touches of a conversion's visitor until then. */
function seen({ touches }: Memory, conversion: Visitor & Pick<ConversionRow, 'time'>): Touches {
  const before = inOrder(
    [...touches].filter(each => each.time <= conversion.time && isSame(each, conversion)),
    each => [-each.time, -each.seq],
  );
  const views = before.filter(({ kind }) => kind === 'view');
  const startOf = (click: TouchRow): number => {
    const isBefore = (view: TouchRow) => view.line_item_id === click.line_item_id && view.time <= click.time;
    return (click.line_item_id === null ? undefined : views.find(isBefore)?.time) ?? click.time;
  };
  return {
    view: since => views.find(({ time }) => time >= since),
    click(since) {
      const looked = IDS.flatMap(id =>
        before
          .filter(each => each.kind === 'click' && each.time >= since && isShared(id, each, conversion))
          .slice(0, MAX_CLICKS),
      );
      return before.find(each => looked.includes(each) && startOf(each) >= since);
    },
  };
}

/** The conversions of a visitor that are credited again: of each of his ids, the first to arrive. */
function firstOf(conversions: Iterable<ConversionRow>, visitor: Visitor): Set<ConversionRow> {
  const inTurn = inOrder(
    [...conversions].filter(row => isSame(row, visitor)),
    row => [row.seq],
  );
  return new Set(
    IDS.flatMap(id => {
      const own = inTurn.filter(row => isShared(id, row, visitor));
      const bound = own[MAX_CONVERSIONS - 1]?.seq ?? Infinity;
      return own.filter(({ seq }) => seq <= bound);
    }),
  );
}

/** The columns of a visitor's ids. */
const IDS = ['anonymous_id', 'user_id'] as const;

/** Whether two have the same id, where there is one. */
const isShared = (id: (typeof IDS)[number], a: Visitor, b: Visitor): boolean =>
  a[id] !== '' && a[id] === b[id];

/** Whether two are of one visitor of an account, by either of the ids. */
const isSame = (a: Visitor, b: Visitor): boolean =>
  a.account_id === b.account_id && IDS.some(id => isShared(id, a, b));
