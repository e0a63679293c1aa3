import type { ConversionPixelRow, PixelRule } from '../../store/adRecords.ts';
import { indexed } from '../../store/indexed.ts';
import type { Session } from '../session.ts';

/** Of the next event to arrive in the account `$1`, which is locked. */
const NEXT_SEQ = '(SELECT next_seq FROM account_state WHERE account_id = $1)';

const SAID = [
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
const LINE_ITEMS = `(SELECT '[' || coalesce(string_agg(owner_id::text, ',' ORDER BY owner_id), '') || ']'
  FROM line_item_pixels AS link WHERE link.account_id = pixel.account_id AND link.pixel_id = pixel.id)`;

const RULE = ['line_items', 'account_id', 'pixel_id', 'since_seq', 'state', ...SAID];
const AGAIN = ['line_items', 'state', ...SAID].map(name => `${name} = excluded.${name}`).join(', ');

const WRITE_RULE = `INSERT INTO pixel_rules (${RULE.join(', ')})
  SELECT ${LINE_ITEMS}, pixel.account_id, pixel.id, ${NEXT_SEQ}, $3, $4, $5::bigint, $6::bigint, $7::bigint,
    $8::double precision, $9::double precision, $10::bigint, $11::smallint
  FROM (SELECT $1::text AS account_id, $2::bigint AS id) AS pixel
  ON CONFLICT (account_id, pixel_id, since_seq) DO UPDATE SET ${AGAIN}`;

const RELINK = `INSERT INTO pixel_rules (${RULE.join(', ')})
  SELECT ${LINE_ITEMS}, account_id, id, ${NEXT_SEQ}, state, ${SAID.join(', ')}
  FROM conversion_pixels AS pixel
  WHERE account_id = $1 AND ${LINE_ITEMS} <> (
    SELECT line_items FROM pixel_rules AS rule
    WHERE rule.account_id = pixel.account_id AND rule.pixel_id = pixel.id ORDER BY since_seq DESC LIMIT 1)
  ON CONFLICT (account_id, pixel_id, since_seq) DO UPDATE SET ${AGAIN}`;

/** Has what a pixel says now hold for the events from the next one on. In the transaction that changes it, its account locked. */
export async function writePixelRule(
  session: Session,
  pixel: ConversionPixelRow,
  state: PixelRule['state'],
): Promise<void> {
  await session.run(WRITE_RULE, [pixel.account_id, pixel.id, state, ...SAID.map(name => pixel[name])]);
}

/** Has the line items that use an account's pixels now hold likewise, where they are others than before. */
export async function relink(session: Session, accountId: string): Promise<void> {
  await session.run(RELINK, [accountId]);
}

/** The same of what an account says of its orders. */
export async function writeAccountRule(
  session: Session,
  accountId: string,
  ordersAcrossTags: 0 | 1,
): Promise<void> {
  await session.run(
    `INSERT INTO account_rules (account_id, since_seq, orders_across_tags)
     SELECT $1, ${NEXT_SEQ}, $2::smallint
     WHERE $2::smallint <> coalesce((SELECT orders_across_tags FROM account_rules WHERE account_id = $1
       ORDER BY since_seq DESC LIMIT 1), 0)
     ON CONFLICT (account_id, since_seq) DO UPDATE SET orders_across_tags = excluded.orders_across_tags`,
    [accountId, ordersAcrossTags],
  );
}

/** The same of what a record calls things; null: it is gone. */
export async function writeWord(
  session: Session,
  accountId: string,
  id: string,
  word: string | null,
): Promise<void> {
  await session.run(
    `INSERT INTO record_words (account_id, id, since_seq, word)
     SELECT $1, $2, ${NEXT_SEQ}, $3::text
     WHERE $3::text IS DISTINCT FROM (SELECT word FROM record_words WHERE account_id = $1 AND id = $2
       ORDER BY since_seq DESC LIMIT 1)
     ON CONFLICT (account_id, id, since_seq) DO UPDATE SET word = excluded.word`,
    [accountId, id, word],
  );
}

/** Has a name that a record knows counted, for the events from the next one on. */
export async function knowName(session: Session, accountId: string, name: string | null): Promise<void> {
  if (name === null) return;
  await session.run(
    `INSERT INTO known_names (account_id, event, since_seq) SELECT $1, $2, ${NEXT_SEQ} ON CONFLICT DO NOTHING`,
    [accountId, indexed(name)],
  );
}
