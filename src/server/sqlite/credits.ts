import { credit } from '../attribution/credit.ts';
import type { Visitor } from '../attribution/visitor.ts';
import type { PixelRule } from '../store/adRecords.ts';
import type { ConversionRow } from '../store/rows.ts';
import type { Connection } from './connection.ts';
import { plainUntil } from './plainUntil.ts';
import { touches } from './touches.ts';

/** A conversion that is to be credited. */
export type Creditable = Visitor &
  Pick<ConversionRow, 'pixel_id' | 'seq' | 'time' | 'value' | 'marks'> &
  Partial<Pick<ConversionRow, 'touch_id' | 'touch_time'>>;

/** Writes what a conversion is credited to. The campaign is copied in SQL: here it would be read for nothing. */
export function credits(db: Connection): (conversion: Creditable, rule: PixelRule) => void {
  const seen = touches(db, plainUntil(db));
  const set = db.prepare(
    `UPDATE conversions SET attribution = ?4, credited_value = ?5, touch_id = ?6, touch_time = ?7, line_item_id = ?8,
       campaign_id = ?9, campaign = coalesce((SELECT campaign FROM touches WHERE account_id = ?1 AND id = ?6), '')
     WHERE account_id = ?1 AND pixel_id = ?2 AND seq = ?3`,
  );
  return (conversion, rule) => {
    const { account_id, pixel_id, seq } = conversion;
    const { attribution, touch, value: credited } = credit(conversion, seen(conversion, rule), rule);
    const touchId = touch?.id ?? null;
    const touchTime = touch?.time ?? null;
    if (touchId === conversion.touch_id && touchTime === conversion.touch_time) return;
    set.run(
      account_id,
      pixel_id,
      seq,
      attribution,
      credited,
      touchId,
      touchTime,
      touch?.line_item_id ?? null,
      touch?.campaign_id ?? null,
    );
  };
}
