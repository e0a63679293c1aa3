import { type CreditedTouch, credit } from '../../attribution/credit.ts';
import type { Visitor } from '../../attribution/visitor.ts';
import type { PixelRule } from '../../store/adRecords.ts';
import type { ConversionRow } from '../../store/rows.ts';
import type { Session } from '../session.ts';
import type { AccountFacts } from './accountFacts.ts';
import { touches } from './touches.ts';

/** A conversion that is to be credited. */
export type Creditable = Visitor &
  Pick<ConversionRow, 'pixel_id' | 'seq' | 'time' | 'value' | 'marks'> &
  Partial<Pick<ConversionRow, 'touch_id' | 'touch_time'>>;

const SET = `UPDATE conversions SET attribution = $4, credited_value = $5, touch_id = $6, touch_time = $7, line_item_id = $8,
    campaign_id = $9, campaign = coalesce((SELECT campaign FROM touches WHERE account_id = $1 AND id = $6), '')
  WHERE account_id = $1 AND pixel_id = $2 AND seq = $3`;

/** Writes what a conversion is credited to. The campaign is copied in SQL: here it would be read for nothing. */
export function credits(
  session: Session,
  facts: AccountFacts,
): (conversion: Creditable, rule: PixelRule) => Promise<void> {
  const seen = touches(session, accountId => facts.of(accountId).state.plain_event);

  return async (conversion, rule) => {
    const { account_id, pixel_id, seq } = conversion;
    const found = seen(conversion, rule);
    // What a credit asks for is found first: it is asked twice.
    const since: { click?: number; view?: number } = {};
    const noted = (kind: 'click' | 'view') => (from: number) => {
      since[kind] = from;
      return undefined;
    };
    credit(conversion, { click: noted('click'), view: noted('view') }, rule);
    let click: CreditedTouch | undefined;
    let view: CreditedTouch | undefined;
    if (since.click !== undefined) click = await found.click(since.click);
    if (!click && since.view !== undefined) view = await found.view(since.view);
    const { attribution, touch, value } = credit(conversion, { click: () => click, view: () => view }, rule);
    const touchId = touch?.id ?? null;
    const touchTime = touch?.time ?? null;
    if (touchId === conversion.touch_id && touchTime === conversion.touch_time) return;
    await session.run(SET, [
      ...[account_id, pixel_id, seq, attribution, value, touchId, touchTime],
      ...[touch?.line_item_id ?? null, touch?.campaign_id ?? null],
    ]);
  };
}
