import type { ConversionPixelRow, PixelRule } from '../store/adRecords.ts';
import type { Connection } from './connection.ts';
import { NEXT_SEQ } from './husks.ts';

const COLUMNS = [
  'trigger_type',
  'min_minutes_per_conv',
  'post_view_expire_mins',
  'post_click_expire_mins',
  'post_view_value',
  'post_click_value',
  'pixel_conversion_event_id',
  'landings_count',
] as const;

/** The line items that use a pixel, as a rule holds them. */
const LINE_ITEMS = `(SELECT json_group_array(owner_id) FROM (SELECT owner_id FROM line_item_pixels AS link
  WHERE link.account_id = pixel.account_id AND link.pixel_id = pixel.id ORDER BY owner_id))`;

export interface PixelRules {
  /** Has what the pixel says now hold for the events from the next one on. In the transaction that changes it. */
  write(pixel: ConversionPixelRow, state: PixelRule['state']): void;
  /** Has the line items that use an account's pixels now hold likewise, where they are others than before. */
  relink(accountId: string): void;
  /** What held for an event, of a pixel or of all of a category; active ones alone. */
  at(accountId: string, seq: number, which: { pixelId?: number; category?: number }): PixelRule[];
}

/** What conversion pixels said, and since which event. */
export function pixelRules(db: Connection): PixelRules {
  const insert = db.prepare(
    `INSERT OR REPLACE INTO pixel_rules (line_items, account_id, pixel_id, since_seq, state, ${COLUMNS.join(', ')})
     SELECT ${LINE_ITEMS}, pixel.account_id, pixel.id, ${NEXT_SEQ}, ?
       ${', ?'.repeat(COLUMNS.length)}
     FROM (SELECT ? AS account_id, ? AS id) AS pixel`,
  );
  const relink = db.prepare(
    `INSERT OR REPLACE INTO pixel_rules (line_items, account_id, pixel_id, since_seq, state, ${COLUMNS.join(', ')})
     SELECT ${LINE_ITEMS}, account_id, id, ${NEXT_SEQ}, state, ${COLUMNS.join(', ')}
     FROM conversion_pixels AS pixel
     WHERE account_id = ? AND ${LINE_ITEMS} <> (
       SELECT line_items FROM pixel_rules AS rule
       WHERE rule.account_id = pixel.account_id AND rule.pixel_id = pixel.id ORDER BY since_seq DESC LIMIT 1)`,
  );
  const ofPixel = db.prepare<PixelRule>(
    `SELECT * FROM pixel_rules WHERE account_id = ?1 AND pixel_id = ?2 AND state = 'active' AND since_seq =
       (SELECT max(since_seq) FROM pixel_rules WHERE account_id = ?1 AND pixel_id = ?2 AND since_seq <= ?3)`,
  );
  const ofCategory = db.prepare<PixelRule>(
    `SELECT * FROM pixel_rules AS rule
     WHERE account_id = ? AND pixel_conversion_event_id = ? AND state = 'active' AND since_seq =
       (SELECT max(since_seq) FROM pixel_rules
        WHERE account_id = rule.account_id AND pixel_id = rule.pixel_id AND since_seq <= ?)
     ORDER BY pixel_id`,
  );
  return {
    write(pixel, state) {
      const values = COLUMNS.map(name => pixel[name]);
      insert.run(state, ...values, pixel.account_id, pixel.id);
    },
    relink: accountId => void relink.run(accountId),
    at(accountId, seq, { pixelId, category }) {
      return pixelId === undefined
        ? ofCategory.all(accountId, category!, seq)
        : ofPixel.all(accountId, pixelId, seq);
    },
  };
}
