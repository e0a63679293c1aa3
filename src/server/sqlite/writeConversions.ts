import { MINUTE_MS } from '../../protocol/durations.ts';
import { credit } from '../attribution/credit.ts';
import { type Fire, fireOf } from '../attribution/fire.ts';
import { clickIdOf, type Touch, touchOf } from '../attribution/touch.ts';
import type { PixelRule } from '../store/adRecords.ts';
import type { StoredEvent } from '../store/event.ts';
import { indexed } from '../store/indexed.ts';
import type { ConversionRow } from '../store/rows.ts';
import type { Connection } from './connection.ts';
import { pixelRules } from './pixelRules.ts';

/** Most touches that one conversion looks at, the latest: far more than a person meets in 90 days. */
const MAX_TOUCHES = 10_000;

type Visitor = Pick<ConversionRow, 'account_id' | 'anonymous_id' | 'user_id'>;

/** Rows of a visitor, by either of the ids where there is one. With OR, SQLite would read all that the account has. */
const ofVisitor = (select: string, condition: string): string =>
  ['anonymous_id = ?2 AND anonymous_id', 'user_id = ?3 AND user_id']
    .map(each => `${select} WHERE account_id = ?1 AND ${each} <> '' AND ${condition}`)
    .join(' UNION ');

/**
 * Touches and conversions of one event, in the events' own order. What counts is decided by that order; what it is
 * credited to by the time of the touches alone, so that one that arrives late still has its due.
 */
export function writeConversions(db: Connection): (seq: number, event: StoredEvent) => void {
  const rules = pixelRules(db);
  const account = db.prepare<{ account_id: string }>('SELECT account_id FROM tags WHERE write_key = ?');
  const click = db.prepare<Pick<Touch, 'line_item_id' | 'campaign_id'>>(
    `SELECT line_item_id, campaign_id FROM touches WHERE account_id = ? AND id = ? AND kind = 'click'`,
  );
  const addTouch = db.prepare(
    `INSERT INTO touches (account_id, id, kind, time, seq, anonymous_id, user_id, line_item_id, campaign_id, campaign)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (account_id, id) DO UPDATE SET time = excluded.time WHERE excluded.time < time`,
  );
  const touches = db.prepare<Touch>(
    `${ofVisitor('SELECT * FROM touches', 'time <= ?4')} ORDER BY time DESC, seq DESC LIMIT ${MAX_TOUCHES}`,
  );
  const later = db.prepare<ConversionRow>(ofVisitor('SELECT * FROM conversions', 'time >= ?4'));
  const near = db.prepare(
    `${ofVisitor('SELECT 1 FROM conversions', 'pixel_id = ?4 AND time > ?5 AND time < ?6')} LIMIT 1`,
  );
  const ordered = db.prepare(
    'SELECT 1 FROM conversions WHERE account_id = ? AND pixel_id = ? AND order_id = ?',
  );
  const addConversion = db.prepare(
    `INSERT INTO conversions (account_id, pixel_id, seq, write_key, message_id, time, anonymous_id, user_id, order_id,
       value, currency, attribution, credited_value, touch_id, touch_time, line_item_id, campaign_id, campaign)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', NULL, NULL, NULL, NULL, NULL, '')`,
  );
  const setCredit = db.prepare(
    `UPDATE conversions SET attribution = ?, credited_value = ?, touch_id = ?, touch_time = ?, line_item_id = ?,
       campaign_id = ?, campaign = ? WHERE account_id = ? AND pixel_id = ? AND seq = ?`,
  );

  const visitorOf = ({ account_id, anonymous_id, user_id }: Visitor) =>
    [account_id, anonymous_id, user_id] as const;

  function writeCredit(
    conversion: Visitor & Pick<ConversionRow, 'pixel_id' | 'seq' | 'time' | 'value'>,
    rule: PixelRule,
  ): void {
    const { account_id, pixel_id, seq, time, value } = conversion;
    const seen = touches.all(...visitorOf(conversion), time);
    const { attribution, touch, value: credited } = credit(time, value, seen, rule);
    setCredit.run(
      attribution,
      credited,
      touch?.id ?? null,
      touch?.time ?? null,
      touch?.line_item_id ?? null,
      touch?.campaign_id ?? null,
      touch?.campaign ?? '',
      account_id,
      pixel_id,
      seq,
    );
  }

  function writeTouch(visitor: Visitor, seq: number, touch: Touch): void {
    const clicked = clickIdOf(touch);
    const ad = (clicked && click.get(visitor.account_id, clicked)) || touch;
    const { changes } = addTouch.run(
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
    if (!changes) return;
    for (const row of later.all(...visitorOf(visitor), touch.time)) {
      for (const rule of rules.at(row.account_id, row.seq, { pixelId: row.pixel_id })) writeCredit(row, rule);
    }
  }

  function isRepeat(visitor: Visitor, rule: PixelRule, time: number, { orderId }: Fire): boolean {
    if (orderId && ordered.get(visitor.account_id, rule.pixel_id, orderId)) return true;
    const minutes = rule.min_minutes_per_conv ?? Number.MAX_SAFE_INTEGER / MINUTE_MS;
    const ms = minutes * MINUTE_MS;
    return Boolean(near.get(...visitorOf(visitor), rule.pixel_id, time - ms, time + ms));
  }

  function writeFire(visitor: Visitor, seq: number, event: StoredEvent, fire: Fire): void {
    const { account_id, anonymous_id, user_id } = visitor;
    const { writeKey, messageId, time } = event;
    for (const rule of rules.at(account_id, seq, fire)) {
      if (isRepeat(visitor, rule, time, fire)) continue;
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

  return (seq, event) => {
    const touch = touchOf(event);
    const fire = fireOf(event);
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
    if (fire) writeFire(visitor, seq, event, fire);
  };
}
