import { MINUTE_MS } from '../../protocol/durations.ts';
import { type Fire, fireOf } from '../attribution/fire.ts';
import { clickIdOf, type Touch, touchOf } from '../attribution/touch.ts';
import type { PixelRule } from '../store/adRecords.ts';
import type { StoredEvent } from '../store/event.ts';
import { indexed } from '../store/indexed.ts';
import type { Connection } from './connection.ts';
import { countedBefore } from './countedBefore.ts';
import type { CreditAgain } from './creditAgain.ts';
import { credits } from './credits.ts';
import type { Heard } from './happenings.ts';
import { pixelRules } from './pixelRules.ts';
import { VISITOR_IDS, type Visitor } from './touches.ts';

/**
 * Touches and conversions of one event, in the events' own order. What counts is decided by that order; what it is
 * credited to by the time of the touches alone, so that one that arrives late still has its due.
 */
export function writeConversions(
  db: Connection,
  again: CreditAgain,
): (seq: number, event: StoredEvent, heard: Heard | undefined) => void {
  const rules = pixelRules(db);
  const before = countedBefore(db);
  const writeCredit = credits(db);
  const account = db.prepare<{ account_id: string }>('SELECT account_id FROM tags WHERE write_key = ?');
  const click = db.prepare<Pick<Touch, 'line_item_id' | 'campaign_id'>>(
    `SELECT line_item_id, campaign_id FROM touches WHERE account_id = ? AND id = ? AND kind = 'click'`,
  );
  // Of two with the same id, in two tags of an account, the first one's visitor has it.
  const addTouch = db.prepare<Omit<Visitor, 'account_id'>>(
    `INSERT INTO touches (account_id, id, kind, time, seq, anonymous_id, user_id, line_item_id, campaign_id, campaign)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (account_id, id) DO UPDATE SET time = excluded.time WHERE excluded.time < time
     RETURNING anonymous_id, user_id`,
  );
  const near = VISITOR_IDS.map(id => ({
    id,
    statement: db.prepare(
      `SELECT 1 FROM conversions WHERE account_id = ? AND ${id} = ? AND ${id} <> '' AND pixel_id = ?
         AND time > ? AND time < ? LIMIT 1`,
    ),
  }));
  const ordered = db.prepare(
    // The index has none without: it would not be used.
    `SELECT 1 FROM conversions WHERE account_id = ? AND pixel_id = ? AND order_id = ? AND order_id <> ''`,
  );
  const addConversion = db.prepare(
    `INSERT INTO conversions (account_id, pixel_id, seq, write_key, message_id, time, anonymous_id, user_id, order_id,
       value, currency, attribution, credited_value, touch_id, touch_time, line_item_id, campaign_id, campaign)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', NULL, NULL, NULL, NULL, NULL, '')`,
  );
  const converted = db.prepare('SELECT 1 FROM conversions WHERE account_id = ? AND pixel_id = ? AND seq = ?');

  function writeTouch(visitor: Visitor, seq: number, touch: Touch): void {
    const clicked = clickIdOf(touch);
    const ad = (clicked && click.get(visitor.account_id, clicked)) || touch;
    const changed = addTouch.get(
      visitor.account_id,
      touch.id,
      touch.kind,
      touch.time,
      seq,
      visitor.anonymous_id,
      visitor.user_id,
      ad.line_item_id,
      ad.campaign_id,
      touch.campaign,
    );
    if (changed) again.from({ ...visitor, ...changed }, touch.time);
  }

  function isRepeat(
    visitor: Visitor,
    seq: number,
    rule: PixelRule,
    time: number,
    { orderId }: Fire,
  ): boolean {
    if (orderId && ordered.get(visitor.account_id, rule.pixel_id, orderId)) return true;
    if (before.ordered(visitor.account_id, rule.pixel_id, orderId, seq)) return true;
    const minutes = rule.min_minutes_per_conv ?? Number.MAX_SAFE_INTEGER / MINUTE_MS;
    const ms = minutes * MINUTE_MS;
    if (before.near(visitor, rule.pixel_id, time, ms, seq)) return true;
    return near.some(
      ({ id, statement }) =>
        visitor[id] !== '' &&
        statement.get(visitor.account_id, visitor[id], rule.pixel_id, time - ms, time + ms),
    );
  }

  function writeFire(
    visitor: Visitor,
    seq: number,
    event: StoredEvent,
    fire: Fire,
    first: number | undefined,
  ): void {
    const { account_id, anonymous_id, user_id } = visitor;
    const { writeKey, messageId, time } = event;
    for (const rule of rules.at(account_id, seq, fire)) {
      if (isRepeat(visitor, seq, rule, time, fire)) continue;
      // What it tells was told before, and this pixel counted that.
      if (first !== undefined && converted.get(account_id, rule.pixel_id, first)) continue;
      const { pixel_id } = rule;
      const { orderId, value, currency } = fire;
      addConversion.run(
        account_id,
        pixel_id,
        seq,
        writeKey,
        messageId,
        time,
        anonymous_id,
        user_id,
        orderId,
        value,
        currency,
      );
      writeCredit({ ...visitor, pixel_id, seq, time, value }, rule);
    }
  }

  return (seq, event, heard) => {
    const touch = touchOf(event);
    const fire = fireOf(event, heard?.said);
    if (!touch && !fire) return;
    const account_id = account.get(event.writeKey)?.account_id;
    // Its tag was removed while it waited.
    if (account_id === undefined) return;
    const visitor = {
      account_id,
      anonymous_id: indexed(event.anonymousId),
      user_id: indexed(event.userId),
    };
    if (touch) writeTouch(visitor, seq, touch);
    if (fire) writeFire(visitor, seq, event, fire, heard?.first?.seq);
  };
}
