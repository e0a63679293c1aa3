import type { TagRow } from '../store/rows.ts';
import type { Connection } from './connection.ts';
import { eraseTag } from './eraseTag.ts';

const STEP = 200;

/** What is kept of an account beside its tags, each with its key; what others refer to comes after these. */
const TABLES = {
  conversions: ['rowid'],
  touches: ['rowid'],
  credits_due: ['account_id', 'anonymous_id', 'user_id'],
  counted_before: ['account_id', 'pixel_id', 'mark', 'seq'],
  line_item_pixels: ['account_id', 'owner_id', 'pixel_id'],
  campaign_pixels: ['account_id', 'owner_id', 'pixel_id'],
  line_items: ['rowid'],
  campaigns: ['rowid'],
  conversion_pixels: ['rowid'],
  pixel_rules: ['account_id', 'pixel_id', 'since_seq'],
  known_names: ['account_id', 'event'],
  record_words: ['account_id', 'id', 'since_seq'],
  account_rules: ['account_id', 'since_seq'],
  identities: ['account_id', 'user_id', 'anonymous_id'],
  refunds: ['account_id', 'seq'],
  segments: ['rowid'],
  saved_pixels: ['rowid'],
  pixel_events: ['rowid'],
};

/** Removes an account with all that hangs on it, a few rows in each transaction. Killed, it goes on another time. */
export function eraseAccount(db: Connection): (accountId: string) => Generator<unknown> {
  const erase = eraseTag(db);
  const tags = db.prepare<TagRow>('SELECT * FROM tags WHERE account_id = ?');
  const removals = Object.entries(TABLES).map(([table, key]) =>
    db.prepare(
      `DELETE FROM ${table} WHERE (${key.join(', ')}) IN (
         SELECT ${key.join(', ')} FROM ${table} WHERE account_id = ? LIMIT ${STEP})`,
    ),
  );
  const end = db.prepare('DELETE FROM accounts WHERE id = ?');
  return function* (accountId) {
    for (const tag of tags.all(accountId)) yield* erase(tag);
    for (const removal of removals) {
      for (let left = STEP; left === STEP; yield) {
        left = db.transaction(() => removal.run(accountId).changes);
      }
    }
    db.transaction(() => {
      // What was made meanwhile, by whoever opens all accounts.
      for (const removal of removals) while (removal.run(accountId).changes);
      end.run(accountId);
    });
  };
}
