import { MINUTE_MS } from '../../protocol/durations.ts';
import { complete, knowledgeOf, repeated } from '../attribution/complete.ts';
import { eventsOf, toldBy, withCompletion } from '../attribution/completions.ts';
import { credit, isEligible, MAX_CLICKS, MAX_CONVERSIONS, type Touches } from '../attribution/credit.ts';
import { type Fire, fireOf } from '../attribution/fire.ts';
import { refundOf } from '../attribution/refund.ts';
import { orderTagOf, sameOrder } from '../attribution/sameOrder.ts';
import { clickIdOf, type Touch, touchOf } from '../attribution/touch.ts';
import type { Visitor } from '../attribution/visitor.ts';
import type { PixelRule } from '../store/adRecords.ts';
import type { StoredEvent } from '../store/event.ts';
import { isTest } from '../store/isTest.ts';
import { orderMarks } from '../store/marks.ts';
import type { ConversionRow, TouchRow } from '../store/rows.ts';
import { areOrdersShared } from './accountRules.ts';
import type { Heard } from './happenings.ts';
import { beyond, join, others, type Place } from './identities.ts';
import type { Memory } from './memory.ts';
import { inOrder } from './order.ts';
import { rulesAt } from './pixelRules.ts';
import { tellRefunds, writeRefund } from './refunds.ts';
import { stored } from './stored.ts';

/**
 * Touches and conversions of one event, in the events' own order. What counts is decided by that order; what it is
 * credited to by the time of the touches alone, so that one that arrives late still has its due.
 * @param mayJoin as in `join`
 */
export function convert(
  memory: Memory,
  seq: number,
  event: StoredEvent,
  heard: Heard | undefined,
  mayJoin?: (visitor: Visitor) => boolean,
): void {
  // A test converts nothing; who logs in in it is known.
  const counts = !isTest(event);
  const touch = counts ? touchOf(event) : undefined;
  const fire = counts ? fireOf(event, heard?.said) : undefined;
  const refund = counts ? refundOf(event) : undefined;
  const isBoth = event.anonymousId !== '' && event.userId !== '';
  if (!touch && !fire && !refund && !isBoth) return;
  const tag = memory.tags.get(event.writeKey);
  // It was removed while the event waited.
  if (!tag) return;
  const visitor = {
    account_id: tag.account_id,
    anonymous_id: stored(event.anonymousId),
    user_id: stored(event.userId),
  };
  // What went before a log-in is of whoever it is that has logged in.
  if (join(memory, visitor, seq, mayJoin)) creditAgain(memory, visitor, 0);
  if (touch) writeTouch(memory, visitor, seq, touch);
  if (fire) writeFire(memory, visitor, seq, event, fire, (heard?.first ?? heard?.replaced)?.seq);
  if (refund) writeRefund(memory, visitor.account_id, seq, event, refund);
}

function writeTouch(memory: Memory, visitor: Visitor, seq: number, touch: Touch): void {
  const { touches } = memory;
  const known = touches.get(visitor.account_id, touch.id);
  if (known && touch.time >= known.time) return;
  if (known) known.time = touch.time;
  else {
    const clicked = clickIdOf(touch);
    const click = clicked ? touches.get(visitor.account_id, clicked) : undefined;
    const { line_item_id, campaign_id } = click?.kind === 'click' ? click : touch;
    touches.put({ ...touch, ...visitor, seq, line_item_id, campaign_id });
  }
  creditAgain(memory, known ?? visitor, touch.time);
}

/** Credits the conversions of a visitor, on all his devices, from a time on. */
function creditAgain(memory: Memory, visitor: Visitor, since: number): void {
  for (const each of [visitor, ...others(memory, visitor)]) {
    for (const row of firstOf(memory.conversions, each)) {
      if (row.time < since) continue;
      const [rule] = rulesAt(memory, row.account_id, row.seq, { pixelId: row.pixel_id });
      if (rule) Object.assign(row, creditOf(memory, row, rule));
    }
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
  const { account_id } = visitor;
  for (const rule of rulesAt(memory, account_id, seq, fire)) {
    // A rebuild took it over as it was.
    if (memory.conversions.get(account_id, rule.pixel_id, seq)) continue;
    if (isKnown(memory, { visitor, rule, seq, event, fire, first })) continue;
    const { pixel_id } = rule;
    const knowledge = knowledgeOf(visitor, orderTagOf(event), fire);
    const fired = {
      account_id,
      pixel_id,
      seq,
      write_key,
      message_id,
      time,
      ...knowledge,
      refunded: 0,
      completed_by: '[]',
    };
    const row = { ...fired, ...creditOf(memory, fired, rule) };
    memory.conversions.put(row);
    tellRefunds(memory, row, seq);
  }
}

interface Told {
  visitor: Visitor;
  rule: PixelRule;
  seq: number;
  event: StoredEvent;
  fire: Fire;
  /** The event that told the same first. */
  first: number | undefined;
}

/** Whether a fire is a conversion that is known, which it then completes. */
function isKnown(memory: Memory, { visitor, rule, seq, event, fire, first }: Told): boolean {
  const areShared = areOrdersShared(memory, visitor.account_id, seq);
  const { min_minutes_per_conv } = rule;
  const ms = min_minutes_per_conv === null ? Infinity : min_minutes_per_conv * MINUTE_MS;
  const ofPixel = inOrder(
    [...memory.conversions].filter(
      row => row.account_id === visitor.account_id && row.pixel_id === rule.pixel_id && row.seq < seq,
    ),
    row => [row.seq],
  );
  // A rebuild takes some over with all that they learned later.
  const knew = (row: ConversionRow, part: (typeof IDS)[number] | 'order_id') => toldBy(row, part) < seq;
  const alikeTo = (orderId = '') =>
    ofPixel.filter(row => orderId !== '' && row.order_id === orderId && knew(row, 'order_id'));
  const alike = alikeTo(fire.orderId);
  const ordered = sameOrder(alike, orderTagOf(event), areShared);
  const nearby = ofPixel.filter(
    row =>
      IDS.some(id => isShared(id, row, visitor) && knew(row, id)) && Math.abs(row.time - event.time) < ms,
  );
  // What was told before, and this pixel counted that: by itself, or with the order that it vouched for.
  const orderOfFirst = first === undefined ? undefined : memory.happenings.get(first)?.orderId;
  const same =
    ofPixel.find(row => row.seq === first) ??
    alikeTo(orderOfFirst).find(row => row.seq < first! && eventsOf(row).includes(first!));
  // Of two orders with numbers, those decide.
  const before = fire.orderId && same?.order_id ? undefined : same;
  const known = ordered ?? before ?? repeated(nearby, fire);
  if (!known) return wasCounted(memory, { visitor, rule, seq, event, fire, first }, ms, areShared);
  const isCompleted = known === ordered || known === before || (fire.isSigned && known.signed === 0);
  if (!isCompleted || !isWhole(memory, known)) return true;
  const next = complete(known, knowledgeOf(visitor, orderTagOf(event), fire));
  if (!next) return true;
  Object.assign(known, next, { completed_by: withCompletion(known, next, seq) });
  const [then = rule] = rulesAt(memory, known.account_id, known.seq, { pixelId: known.pixel_id });
  Object.assign(known, creditOf(memory, known, then));
  tellRefunds(memory, known, seq);
  return true;
}

/** Whether what told of it is all there still. */
export const isWhole = ({ events }: Memory, row: Pick<ConversionRow, 'seq' | 'completed_by'>): boolean =>
  eventsOf(row).every(each => events.some(({ seq }) => seq === each));

/** Whether a conversion that is nobody's any more keeps a fire from counting. */
function wasCounted(
  { countedBefore, mark }: Memory,
  { visitor, rule: { pixel_id }, seq, event, fire: { orderId } }: Told,
  ms: number,
  isShared: boolean,
): boolean {
  const orders = orderId ? orderMarks(mark, orderTagOf(event), orderId, isShared) : [];
  const ids = IDS.flatMap(id => (visitor[id] === '' ? [] : mark(id, visitor[id])));
  const before = countedBefore.find(
    row =>
      row.account_id === visitor.account_id &&
      row.pixel_id === pixel_id &&
      row.seq < seq &&
      (orders.includes(row.mark) || (ids.includes(row.mark) && Math.abs(row.time - event.time) < ms)),
  );
  return before !== undefined;
}

/** The columns that say what a conversion is credited to. */
export type CreditColumns = Pick<
  ConversionRow,
  'attribution' | 'credited_value' | 'touch_id' | 'touch_time' | 'line_item_id' | 'campaign_id' | 'campaign'
>;

function creditOf(
  memory: Memory,
  conversion: Visitor & Pick<ConversionRow, 'time' | 'value' | 'marks'>,
  rule: PixelRule,
): CreditColumns {
  const { attribution, touch, value } = credit(conversion, seen(memory, conversion, rule), rule);
  return {
    attribution,
    credited_value: value,
    touch_id: touch?.id ?? null,
    touch_time: touch?.time ?? null,
    line_item_id: touch?.line_item_id ?? null,
    campaign_id: touch?.campaign_id ?? null,
    campaign: (touch && memory.touches.get(conversion.account_id, touch.id)?.campaign) ?? '',
  };
}

/** The touches of a conversion's visitor until then that its pixel takes. */
function seen(memory: Memory, conversion: Visitor & Pick<ConversionRow, 'time'>, rule: PixelRule): Touches {
  const places: (Visitor & { via?: Place['via'] })[] = [conversion, ...beyond(memory, conversion)];
  const latest = (kind: TouchRow['kind'], since: number) =>
    inOrder(
      places.flatMap(place => latestAt(memory, place, kind, since, conversion.time, rule) ?? []),
      each => [-each.time, -each.seq],
    )[0];
  return { view: since => latest('view', since), click: since => latest('click', since) };
}

/** The latest touch of one device or user. */
function latestAt(
  { touches }: Memory,
  place: Visitor & { via?: Place['via'] },
  kind: TouchRow['kind'],
  since: number,
  until: number,
  rule: PixelRule,
): TouchRow | undefined {
  const before = inOrder(
    [...touches].filter(each => each.time <= until && isSame(each, place)),
    each => [-each.time, -each.seq],
  );
  const startOf = (touch: TouchRow) => windowStart(touch, before);
  const { via } = place;
  const isTaken = (touch: TouchRow) =>
    startOf(touch) >= since &&
    isEligible(touch, rule) &&
    (via === undefined || touch.user_id === '' || touch.user_id === via);
  const looked = IDS.flatMap(id =>
    before
      .filter(each => each.kind === kind && each.time >= since && isShared(id, each, place))
      .slice(0, MAX_CLICKS),
  );
  return before.find(each => looked.includes(each) && isTaken(each));
}

/** What a touch's window counts from. @param before those of its visitor, the latest first */
export function windowStart(touch: TouchRow, before: TouchRow[]): number {
  if (touch.kind === 'view' || touch.line_item_id === null) return touch.time;
  const seenBefore = (other: TouchRow) =>
    other.kind === 'view' && other.line_item_id === touch.line_item_id && other.time <= touch.time;
  return before.find(seenBefore)?.time ?? touch.time;
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
export const IDS = ['anonymous_id', 'user_id'] as const;

/** Whether two have the same id, where there is one. */
export const isShared = (id: (typeof IDS)[number], a: Visitor, b: Visitor): boolean =>
  a[id] !== '' && a[id] === b[id];

/** Whether two are of one visitor of an account, by either of the ids. */
export const isSame = (a: Visitor, b: Visitor): boolean =>
  a.account_id === b.account_id && IDS.some(id => isShared(id, a, b));
