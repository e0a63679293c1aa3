import { MINUTE_MS } from '../../protocol/durations.ts';
import { complete, type Knowledge, knowledgeOf, repeated } from '../attribution/complete.ts';
import { eventsOf, withCompletion } from '../attribution/completions.ts';
import type { Fire } from '../attribution/fire.ts';
import { AS_BEFORE, MAX_ALIKE, orderTagOf, sameOrder } from '../attribution/sameOrder.ts';
import { VISITOR_IDS, type Visitor } from '../attribution/visitor.ts';
import type { PixelRule } from '../store/adRecords.ts';
import type { StoredEvent } from '../store/event.ts';
import type { ConversionRow } from '../store/rows.ts';
import { accountRules } from './accountRules.ts';
import type { Connection } from './connection.ts';
import { countedBefore } from './countedBefore.ts';
import { credits } from './credits.ts';
import type { First } from './happenings.ts';
import type { PixelRules } from './pixelRules.ts';
import { plainUntil } from './plainUntil.ts';
import { refunds } from './refunds.ts';

/** Most conversions of a visitor in a pixel's interval that a signed one is compared with. */
const MAX_NEAR = 100;

const KNOWN = [
  'anonymous_id',
  'user_id',
  'order_id',
  'order_tag',
  'value',
  'value_sent',
  'currency',
  'marks',
  'signed',
] as const satisfies (keyof Knowledge)[];

/** Whether a conversion was there, and knew that of it, before an event: a rebuild takes some over with all that they learned later. */
const knew = (part: keyof Knowledge): string =>
  `seq < ? AND NOT EXISTS (SELECT 1 FROM json_each(completed_by) AS told
     WHERE told.value ->> 0 >= ? AND '${part}' IN (SELECT value FROM json_each(told.value)))`;

/** What a pixel has to know of a fire. */
export interface Fired {
  visitor: Visitor;
  seq: number;
  event: StoredEvent;
  fire: Fire;
  /** The event that told the same first; undefined where none did. */
  first: Pick<First, 'seq' | 'orderId'> | undefined;
}

/** Writes what a fire is to a pixel: a conversion, or more of one that is known. */
export function orders(db: Connection, rules: PixelRules): (fired: Fired, rule: PixelRule) => void {
  const { areOrdersShared } = accountRules(db);
  const writeCredit = credits(db);
  const { tell: tellRefunds } = refunds(db);
  const plain = plainUntil(db);
  const before = countedBefore(db);
  const ofEvent = db.prepare<ConversionRow>(
    'SELECT * FROM conversions WHERE account_id = ? AND pixel_id = ? AND seq = ?',
  );
  const near = VISITOR_IDS.map(id => ({
    id,
    statement: db.prepare<ConversionRow>(
      `SELECT * FROM conversions WHERE account_id = ? AND ${id} = ? AND ${id} <> '' AND pixel_id = ?
         AND time > ? AND time < ? AND ${knew(id)} ORDER BY time LIMIT ?`,
    ),
  }));
  const alike = db.prepare<ConversionRow>(
    // The index has none without an id: it would not be used.
    `SELECT * FROM conversions INDEXED BY conversions_by_order
     WHERE account_id = ? AND order_id = ? AND order_id <> '' AND pixel_id = ? AND ${knew('order_id')} ORDER BY seq LIMIT ${MAX_ALIKE}`,
  );
  const isThere = db.prepare('SELECT 1 FROM events WHERE seq = ?');
  const insert = db.prepare(
    `INSERT INTO conversions (${KNOWN.join(', ')}, account_id, pixel_id, seq, write_key, message_id, time,
       attribution, credited_value, touch_id, touch_time, line_item_id, campaign_id, campaign)
     VALUES (${KNOWN.map(() => '?').join(', ')}, ?, ?, ?, ?, ?, ?, '', NULL, NULL, NULL, NULL, NULL, '')`,
  );
  const update = db.prepare(
    `UPDATE conversions SET ${KNOWN.map(name => `${name} = ?`).join(', ')}, completed_by = ?
     WHERE account_id = ? AND pixel_id = ? AND seq = ?`,
  );
  const valuesOf = (knowledge: Knowledge) => KNOWN.map(name => knowledge[name]);

  /** The conversion of a pixel that an order is, if it is known. */
  function knownOrder({ seq, event, fire }: Fired, { account_id, pixel_id }: PixelRule) {
    const rows = fire.orderId ? alike.all(account_id, fire.orderId, pixel_id, seq, seq) : [];
    return rows.length ? sameOrder(rows, orderTagOf(event), areOrdersShared(account_id, seq)) : undefined;
  }

  /** What was told before, and this pixel counted that: by itself, or with the order that it vouched for. */
  function knownFirst(
    { seq: own }: Fired,
    { seq, orderId = '' }: NonNullable<Fired['first']>,
    { account_id, pixel_id }: PixelRule,
  ): ConversionRow | undefined {
    const counted = ofEvent.get(account_id, pixel_id, seq);
    if (counted || orderId === '') return counted;
    const rows = alike.all(account_id, orderId, pixel_id, own, own);
    return rows.find(row => row.seq < seq && eventsOf(row).includes(seq));
  }

  /** The visitor's conversions in the pixel's interval. */
  function knownNear({ visitor, seq, event, fire }: Fired, rule: PixelRule): ConversionRow[] {
    const minutes = rule.min_minutes_per_conv ?? Number.MAX_SAFE_INTEGER / MINUTE_MS;
    const from = event.time - minutes * MINUTE_MS;
    const to = event.time + minutes * MINUTE_MS;
    const most = fire.isSigned ? MAX_NEAR : 1;
    return near.flatMap(({ id, statement }) =>
      visitor[id] === ''
        ? []
        : statement.all(visitor.account_id, visitor[id], rule.pixel_id, from, to, seq, seq, most),
    );
  }

  /** Whether what told of it is all there still: of the rest nothing more is told. */
  const isWhole = (row: ConversionRow): boolean =>
    eventsOf(row).every(each => isThere.get(each) !== undefined);

  /** Whether a conversion that is nobody's any more keeps it from counting. */
  function wasCounted({ visitor, seq, event, fire }: Fired, rule: PixelRule): boolean {
    const { account_id, pixel_id } = rule;
    const order = { tag: orderTagOf(event), id: fire.orderId, isShared: areOrdersShared(account_id, seq) };
    if (before.ordered(account_id, pixel_id, order, seq)) return true;
    const minutes = rule.min_minutes_per_conv ?? Number.MAX_SAFE_INTEGER / MINUTE_MS;
    return before.near(visitor, pixel_id, event.time, minutes * MINUTE_MS, seq);
  }

  return (fired, rule) => {
    const { visitor, seq, event, fire, first } = fired;
    // A rebuild took it over as it was.
    if (ofEvent.get(rule.account_id, rule.pixel_id, seq)) return;
    const ordered = knownOrder(fired, rule);
    const sameThing = first && knownFirst(fired, first, rule);
    // Of two orders with numbers, those decide.
    const earlier = fire.orderId && sameThing?.order_id ? undefined : sameThing;
    const known = ordered ?? earlier ?? repeated(knownNear(fired, rule), fire);
    const told = knowledgeOf(visitor, orderTagOf(event), fire);
    if (!known) {
      if (wasCounted(fired, rule)) return;
      const { account_id, pixel_id } = rule;
      const { writeKey, messageId, time } = event;
      const own = seq > plain ? told : { ...told, order_tag: AS_BEFORE };
      insert.run(...valuesOf(own), account_id, pixel_id, seq, writeKey, messageId, time);
      writeCredit({ ...visitor, pixel_id, seq, time, value: told.value, marks: told.marks }, rule);
      tellRefunds({ ...own, account_id, pixel_id, seq, write_key: writeKey, refunded: 0 }, seq);
      return;
    }
    // What is of no order, and repeated, is told once; of what went before its event is gone, nothing more is told.
    const isTold = known === ordered || known === earlier || (fire.isSigned && known.signed === 0);
    const next = isTold && seq > plain && isWhole(known) ? complete(known, told) : undefined;
    if (!next) return;
    const { account_id, pixel_id } = known;
    update.run(...valuesOf(next), withCompletion(known, next, seq), account_id, pixel_id, known.seq);
    const [then = rule] = rules.at(account_id, known.seq, { pixelId: pixel_id });
    const { touch_id: _, touch_time: __, ...creditable } = { ...known, ...next };
    writeCredit(creditable, then);
    tellRefunds({ ...known, ...next }, seq);
  };
}
