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
] as const;

export interface PixelRules {
  /** Has what the pixel says now hold for the events from the next one on. In the transaction that changes it. */
  write(pixel: ConversionPixelRow, state: PixelRule['state']): void;
  /** What held for an event, of a pixel or of all of a category; active ones alone. */
  at(accountId: string, seq: number, which: { pixelId?: number; category?: number }): PixelRule[];
}

/** What conversion pixels said, and since which event. */
export function pixelRules(db: Connection): PixelRules {
  const insert = db.prepare(
    `INSERT OR REPLACE INTO pixel_rules (account_id, pixel_id, since_seq, state, ${COLUMNS.join(', ')})
     VALUES (?, ?, ${NEXT_SEQ}, ?${', ?'.repeat(COLUMNS.length)})`,
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
      insert.run(pixel.account_id, pixel.id, state, ...values);
    },
    at(accountId, seq, { pixelId, category }) {
      return pixelId === undefined
        ? ofCategory.all(accountId, category!, seq)
        : ofPixel.all(accountId, pixelId, seq);
    },
  };
}
