import type { Context } from '../context.ts';
import type { EventRow, HuskRow } from '../schema.ts';
import type { Session } from '../session.ts';
import { bytes, numbers, texts } from './arrays.ts';
import type { Placed } from './placed.ts';

/** What an event leaves behind. */
export type Left = Pick<
  EventRow,
  'account_id' | 'seq' | 'write_key' | 'message_id' | 'event' | 'received_at' | 'time'
> &
  Pick<HuskRow, 'type'> &
  Partial<Pick<HuskRow, 'kind' | 'source' | 'is_repeat'>>;

const LEAVE = `INSERT INTO husks (account_id, seq, write_key, mark, type, event, received_at, time, kind, source, is_repeat)
  SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::bytea[], $5::text[], $6::text[], $7::bigint[], $8::bigint[],
    $9::text[], $10::text[], $11::smallint[])
  ON CONFLICT (account_id, write_key, mark) DO NOTHING`;

const REMOVE = `DELETE FROM events USING unnest($1::text[], $2::bigint[], $3::bigint[]) AS gone(account_id, seq, received_at)
  WHERE events.account_id = gone.account_id AND events.seq = gone.seq AND events.received_at = gone.received_at`;

const UNSEE = `DELETE FROM seen USING unnest($1::text[], $2::text[], $3::text[]) AS gone(account_id, write_key, message_id)
  WHERE seen.account_id = gone.account_id AND seen.write_key = gone.write_key AND seen.message_id = gone.message_id`;

const TELL = 'UPDATE account_state SET version = version + 1 WHERE account_id = ANY($1)';

/**
 * Puts husks in the place of events, whose rows and those in `seen` go. In a transaction that holds the accounts' locks: whoever
 * knew that a tag has no husks reads that again.
 */
export function leaveHusks(
  session: Session,
  mark: Context['mark'],
): (events: readonly Left[]) => Promise<void> {
  return async events => {
    if (!events.length) return;
    const accounts = texts(events, row => row.account_id);
    const seqs = numbers(events, row => row.seq);
    const keys = texts(events, row => row.write_key);
    const times = numbers(events, row => row.received_at);
    await session.run(LEAVE, [
      accounts,
      seqs,
      keys,
      bytes(events, row => mark('message_id', row.message_id)),
      texts(events, row => row.type),
      texts(events, row => row.event),
      times,
      numbers(events, row => row.time),
      texts(events, row => row.kind ?? ''),
      texts(events, row => row.source ?? ''),
      numbers(events, row => row.is_repeat ?? 0),
    ]);
    await session.run(REMOVE, [accounts, seqs, times]);
    await session.run(UNSEE, [accounts, keys, texts(events, row => row.message_id)]);
    await session.run(TELL, [[...new Set(events.map(row => row.account_id))]]);
  };
}

const FIND = `SELECT at FROM unnest($1::int[], $2::text[], $3::text[], $4::bytea[]) AS asked(at, account_id, write_key, mark)
  WHERE (SELECT true FROM husks
    WHERE husks.account_id = asked.account_id AND husks.write_key = asked.write_key AND husks.mark = asked.mark)`;

/** Which of some events were there, and are gone. */
export async function withHusks<Each extends Omit<Placed, 'seq'>>(
  session: Session,
  mark: Context['mark'],
  events: readonly Each[],
): Promise<Set<Each>> {
  if (!events.length) return new Set();
  const rows = await session.all<{ at: number }>(FIND, [
    numbers([...events.keys()], at => at),
    texts(events, each => each.accountId),
    texts(events, each => each.event.writeKey),
    bytes(events, each => mark('message_id', each.event.messageId)),
  ]);
  return new Set(rows.map(({ at }) => events[at]!));
}
