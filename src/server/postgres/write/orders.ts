import { MINUTE_MS } from '../../../protocol/durations.ts';
import { complete, type Knowledge, knowledgeOf, repeated } from '../../attribution/complete.ts';
import { eventsOf, withCompletion } from '../../attribution/completions.ts';
import type { Fire } from '../../attribution/fire.ts';
import { AS_BEFORE, MAX_ALIKE, orderTagOf, sameOrder } from '../../attribution/sameOrder.ts';
import { VISITOR_IDS, type Visitor } from '../../attribution/visitor.ts';
import type { PixelRule } from '../../store/adRecords.ts';
import type { ConversionRow } from '../../store/rows.ts';
import type { Context } from '../context.ts';
import type { Session } from '../session.ts';
import type { AccountFacts } from './accountFacts.ts';
import { countedBefore } from './countedBefore.ts';
import { credits } from './credits.ts';
import type { First } from './happenings.ts';
import type { Placed } from './placed.ts';
import { refunds } from './refunds.ts';

/** Most conversions of a visitor in a pixel's interval that a signed one is compared with. */
const MAX_NEAR = 100;

const KNOWN = [
  ...(['anonymous_id', 'user_id', 'order_id', 'order_tag', 'value', 'value_sent'] as const),
  ...(['currency', 'marks', 'signed'] as const),
] satisfies (keyof Knowledge)[];

/** Whether a conversion was there, and knew that of it, before an event: a rebuild takes some over with all that they learned later. */
const knew = (part: keyof Knowledge, seq: string): string =>
  `seq < ${seq}::bigint AND (completed_by = '[]' OR NOT EXISTS (SELECT 1 FROM jsonb_array_elements(completed_by::jsonb) AS told
     WHERE (told.value ->> 0)::bigint >= ${seq}::bigint AND told.value @> '["${part}"]'::jsonb))`;

/** What a pixel has to know of a fire. */
export interface Fired extends Placed {
  visitor: Visitor;
  fire: Fire;
  /** The event that told the same first; undefined where none did. */
  first: Pick<First, 'seq' | 'orderId'> | undefined;
}

const OF_EVENT = 'SELECT * FROM conversions WHERE account_id = $1 AND pixel_id = $2 AND seq = $3';
const NEAR = VISITOR_IDS.map(id => ({
  id,
  statement: `SELECT * FROM conversions WHERE account_id = $1 AND ${id} = $2 AND ${id} <> '' AND pixel_id = $3
    AND time > $4 AND time < $5 AND ${knew(id, '$7')} ORDER BY time, seq LIMIT $6`,
}));
const ALIKE = `SELECT * FROM conversions WHERE account_id = $1 AND order_id = $2 AND order_id <> '' AND pixel_id = $3
  AND ${knew('order_id', '$4')} ORDER BY seq LIMIT ${MAX_ALIKE}`;
const GONE = `SELECT 1 FROM unnest($2::bigint[]) AS told(seq)
  WHERE (SELECT true FROM seen WHERE seen.account_id = $1 AND seen.seq = told.seq LIMIT 1) IS NULL LIMIT 1`;
const place = (_: unknown, at: number) => `$${at + 1}`;
const INSERT = `INSERT INTO conversions (${KNOWN.join(', ')}, account_id, pixel_id, seq, write_key, message_id, time,
    attribution, credited_value, touch_id, touch_time, line_item_id, campaign_id, campaign)
  VALUES (${[...KNOWN, 1, 2, 3, 4, 5, 6].map(place).join(', ')}, '', NULL, NULL, NULL, NULL, NULL, '')`;
const UPDATE = `UPDATE conversions SET ${KNOWN.map((name, at) => `${name} = ${place(name, at)}`).join(', ')},
    completed_by = $${KNOWN.length + 1}
  WHERE account_id = $${KNOWN.length + 2} AND pixel_id = $${KNOWN.length + 3} AND seq = $${KNOWN.length + 4}`;

const valuesOf = (knowledge: Knowledge) => KNOWN.map(name => knowledge[name]);

/** Writes what a fire is to a pixel: a conversion, or more of one that is known. */
export function orders(
  session: Session,
  { facts, mark }: { facts: AccountFacts; mark: Context['mark'] },
): (fired: Fired, rule: PixelRule) => Promise<void> {
  const writeCredit = credits(session, facts);
  const { tell: tellRefunds } = refunds(session, { facts, mark });
  const before = countedBefore(session, mark);
  const ofEvent = ({ account_id, pixel_id }: PixelRule, seq: number) =>
    session.first<ConversionRow>(OF_EVENT, [account_id, pixel_id, seq]);

  /** The conversion of a pixel that an order is, if it is known. */
  async function knownOrder({ seq, event, fire }: Fired, { account_id, pixel_id }: PixelRule) {
    if (!fire.orderId) return undefined;
    const rows = await session.all<ConversionRow>(ALIKE, [account_id, fire.orderId, pixel_id, seq]);
    if (!rows.length) return undefined;
    return sameOrder(rows, orderTagOf(event), await facts.areOrdersShared(session, account_id, seq));
  }

  /** What was told before, and this pixel counted that: by itself, or with the order that it vouched for. */
  async function knownFirst(
    { seq: own }: Fired,
    { seq, orderId = '' }: NonNullable<Fired['first']>,
    rule: PixelRule,
  ): Promise<ConversionRow | undefined> {
    const counted = await ofEvent(rule, seq);
    if (counted || orderId === '') return counted;
    const rows = await session.all<ConversionRow>(ALIKE, [rule.account_id, orderId, rule.pixel_id, own]);
    return rows.find(row => row.seq < seq && eventsOf(row).includes(seq));
  }

  /** The visitor's conversions in the pixel's interval. */
  async function knownNear({ visitor, seq, event, fire }: Fired, rule: PixelRule): Promise<ConversionRow[]> {
    const ms = intervalOf(rule);
    const [from, to] = [event.time - ms, event.time + ms];
    const most = fire.isSigned ? MAX_NEAR : 1;
    const found: ConversionRow[] = [];
    for (const { id, statement } of NEAR) {
      if (visitor[id] === '') continue;
      const values = [visitor.account_id, visitor[id], rule.pixel_id, from, to, most, seq];
      found.push(...(await session.all<ConversionRow>(statement, values)));
    }
    return found;
  }

  /** Whether what told of it is all there still: of the rest nothing more is told. */
  const isWhole = async (row: ConversionRow): Promise<boolean> =>
    (await session.first(GONE, [row.account_id, eventsOf(row)])) === undefined;

  /** Whether a conversion that is nobody's any more keeps it from counting. */
  async function wasCounted({ visitor, seq, event, fire }: Fired, rule: PixelRule): Promise<boolean> {
    const { account_id, pixel_id } = rule;
    const isShared = await facts.areOrdersShared(session, account_id, seq);
    const order = { tag: orderTagOf(event), id: fire.orderId, isShared };
    if (await before.ordered(account_id, pixel_id, order, seq)) return true;
    return before.near(visitor, pixel_id, event.time, intervalOf(rule), seq);
  }

  return async (fired, rule) => {
    const { visitor, seq, event, fire, first } = fired;
    // A rebuild took it over as it was.
    if (await ofEvent(rule, seq)) return;
    const plain = facts.of(rule.account_id).state.plain_event;
    const ordered = await knownOrder(fired, rule);
    const sameThing = first && (await knownFirst(fired, first, rule));
    // Of two orders with numbers, those decide.
    const earlier = fire.orderId && sameThing?.order_id ? undefined : sameThing;
    const known = ordered ?? earlier ?? repeated(await knownNear(fired, rule), fire);
    const told = knowledgeOf(visitor, orderTagOf(event), fire);
    if (!known) {
      if (await wasCounted(fired, rule)) return;
      const { account_id, pixel_id } = rule;
      const { writeKey, messageId, time } = event;
      const own = seq > plain ? told : { ...told, order_tag: AS_BEFORE };
      await session.run(INSERT, [...valuesOf(own), account_id, pixel_id, seq, writeKey, messageId, time]);
      await writeCredit({ ...visitor, pixel_id, seq, time, value: told.value, marks: told.marks }, rule);
      await tellRefunds({ ...own, account_id, pixel_id, seq, write_key: writeKey, refunded: 0 }, seq);
      return;
    }
    // What is of no order, and repeated, is told once; of what went before its event is gone, nothing more is told.
    const isTold = known === ordered || known === earlier || (fire.isSigned && known.signed === 0);
    const next = isTold && seq > plain && (await isWhole(known)) ? complete(known, told) : undefined;
    if (!next) return;
    const { account_id, pixel_id } = known;
    const completedBy = withCompletion(known, next, seq);
    await session.run(UPDATE, [...valuesOf(next), completedBy, account_id, pixel_id, known.seq]);
    const [then = rule] = await facts.rulesAt(session, account_id, known.seq, { pixelId: pixel_id });
    const { touch_id: _, touch_time: __, ...creditable } = { ...known, ...next };
    await writeCredit(creditable, then);
    await tellRefunds({ ...known, ...next }, seq);
  };
}

/** Where a pixel counts a visitor once: more than all of the time. */
const EVER_MS = 4e15;

const intervalOf = ({ min_minutes_per_conv }: PixelRule): number =>
  min_minutes_per_conv === null ? EVER_MS : min_minutes_per_conv * MINUTE_MS;
