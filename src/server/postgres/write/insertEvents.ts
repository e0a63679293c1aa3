import { indexed } from '../../store/indexed.ts';
import { packFields } from '../../store/packFields.ts';
import type { Session } from '../session.ts';
import { numbers, texts } from './arrays.ts';
import type { Placed } from './placed.ts';

const GIVEN = `unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
  $9::bigint[], $10::bigint[], $11::smallint[], $12::text[], $13::text[])
  AS given(account_id, seq, write_key, message_id, type, event, anonymous_id, user_id, received_at, time, clamped, fields, signs)`;

// `IS TRUE` has it look each up in a table of those that are new: without it two lists are compared row by row.
const INSERT = `WITH given AS MATERIALIZED (SELECT * FROM ${GIVEN}),
  new AS (
    INSERT INTO seen (account_id, write_key, message_id, received_at, seq)
    SELECT account_id, write_key, message_id, received_at, seq FROM given
    ON CONFLICT (account_id, write_key, message_id) DO NOTHING RETURNING account_id, seq)
  INSERT INTO events (account_id, seq, write_key, message_id, type, event, anonymous_id, user_id, received_at, time, clamped,
    fields, signs)
  SELECT * FROM given WHERE ((account_id, seq) IN (SELECT account_id, seq FROM new)) IS TRUE RETURNING account_id, seq`;

/** Inserts those that were not seen before; returns them, in their order. No two of them are the same. */
export async function insertEvents<Each extends Placed>(
  session: Session,
  events: readonly Each[],
): Promise<Each[]> {
  if (!events.length) return [];
  const rows = await session.all<{ account_id: string; seq: number }>(INSERT, [
    texts(events, each => each.accountId),
    numbers(events, each => each.seq),
    texts(events, ({ event }) => event.writeKey),
    texts(events, ({ event }) => event.messageId),
    texts(events, ({ event }) => event.type),
    texts(events, ({ event }) => indexed(event.event)),
    texts(events, ({ event }) => indexed(event.anonymousId)),
    texts(events, ({ event }) => indexed(event.userId)),
    numbers(events, ({ event }) => event.receivedAt),
    numbers(events, ({ event }) => event.time),
    numbers(events, ({ event }) => (event.clamped ? 1 : 0)),
    texts(events, ({ event }) => packFields(event.fields)),
    texts(events, ({ event }) => event.signs ?? ''),
  ]);
  if (rows.length === events.length) return [...events];
  const isNew = new Set(rows.map(row => `${row.account_id} ${row.seq}`));
  return events.filter(each => isNew.has(`${each.accountId} ${each.seq}`));
}
