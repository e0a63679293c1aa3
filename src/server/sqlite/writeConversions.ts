import { fireOf } from '../attribution/fire.ts';
import { refundOf } from '../attribution/refund.ts';
import { clickIdOf, type Touch, touchOf } from '../attribution/touch.ts';
import type { Visitor } from '../attribution/visitor.ts';
import type { StoredEvent } from '../store/event.ts';
import { indexed } from '../store/indexed.ts';
import { isTest } from '../store/isTest.ts';
import type { Connection } from './connection.ts';
import type { CreditAgain } from './creditAgain.ts';
import type { Heard } from './happenings.ts';
import { identities } from './identities.ts';
import { type Fired, orders } from './orders.ts';
import { pixelRules } from './pixelRules.ts';
import { plainUntil } from './plainUntil.ts';
import { refunds } from './refunds.ts';

/**
 * Touches and conversions of one event, in the events' own order. What counts is decided by that order; what it is
 * credited to by the time of the touches alone, so that one that arrives late still has its due.
 * @param mayJoin as in `identities`
 */
export function writeConversions(
  db: Connection,
  again: CreditAgain,
  mayJoin?: (visitor: Visitor) => boolean,
): (seq: number, event: StoredEvent, heard: Heard | undefined) => void {
  const rules = pixelRules(db);
  const { join, others } = identities(db, mayJoin);
  const { write: writeRefund } = refunds(db);
  const writeOrder = orders(db, rules);
  const plain = plainUntil(db);
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
    if (!changed) return;
    const whose = { ...visitor, ...changed };
    for (const each of [whose, ...others(whose)]) again.from(each, touch.time);
  }

  /** What went before a log-in is of whoever it is that has logged in. */
  function writeJoin(visitor: Visitor, seq: number): void {
    if (seq <= plain || !join(visitor, seq)) return;
    for (const each of [visitor, ...others(visitor)]) again.from(each, 0);
  }

  function writeFire({ visitor, seq, event, fire, first }: Fired): void {
    for (const rule of rules.at(visitor.account_id, seq, fire)) {
      writeOrder({ visitor, seq, event, fire, first }, rule);
    }
  }

  return (seq, event, heard) => {
    // A test converts nothing; who logs in in it is known.
    const counts = !isTest(event);
    const touch = counts ? touchOf(event) : undefined;
    const fire = counts ? fireOf(event, heard?.said, seq <= plain) : undefined;
    const refund = counts && seq > plain ? refundOf(event) : undefined;
    const isBoth = event.anonymousId !== '' && event.userId !== '';
    if (!touch && !fire && !refund && !isBoth) return;
    const account_id = account.get(event.writeKey)?.account_id;
    // Its tag was removed while it waited.
    if (account_id === undefined) return;
    const visitor = {
      account_id,
      anonymous_id: indexed(event.anonymousId),
      user_id: indexed(event.userId),
    };
    writeJoin(visitor, seq);
    if (touch) writeTouch(visitor, seq, touch);
    if (fire) writeFire({ visitor, seq, event, fire, first: heard?.first ?? heard?.replaced });
    if (refund) writeRefund(account_id, seq, event, refund);
  };
}
