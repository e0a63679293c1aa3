import type { Context } from '../context.ts';
import type { EventRow, HuskRow } from '../schema.ts';
import type { Session } from '../session.ts';

/** What an event leaves behind. */
export type Left = Pick<EventRow, 'seq' | 'message_id' | 'received_at' | 'time'> &
  Partial<Pick<HuskRow, 'type' | 'event' | 'kind' | 'source' | 'is_repeat'>>;

/**
 * Takes events of a tag out, in a transaction that has the account's lock: husks stay, by which one that comes again is known;
 * the orders that counted, and what was given back, without what names anybody.
 */
export async function takeEvents(
  session: Session,
  mark: Context['mark'],
  { accountId, writeKey }: { accountId: string; writeKey: string },
  rows: readonly Left[],
): Promise<void> {
  if (!rows.length) return;
  const column = <Value>(of: (row: Left) => Value) => rows.map(of);
  const ids = column(row => row.message_id);
  await session.run(
    `INSERT INTO husks (account_id, write_key, mark, seq, received_at, time, type, event, kind, source, is_repeat)
     SELECT $1, $2, * FROM unnest($3::bytea[], $4::bigint[], $5::bigint[], $6::bigint[],
       $7::text[], $8::text[], $9::text[], $10::text[], $11::smallint[])
     ON CONFLICT (account_id, write_key, mark) DO NOTHING`,
    [
      accountId,
      writeKey,
      ids.map(id => mark('message_id', id)),
      column(row => row.seq),
      column(row => row.received_at),
      column(row => row.time),
      column(row => row.type ?? ''),
      column(row => row.event ?? ''),
      column(row => row.kind ?? ''),
      column(row => row.source ?? ''),
      column(row => row.is_repeat ?? 0),
    ],
  );
  const seqs = column(row => row.seq);
  await unsay(session, mark, accountId, seqs);
  await unrefund(session, mark, accountId, seqs);
  await dropEvents(session, { accountId, writeKey }, rows);
}

/** Removes the rows of events of a tag alone. */
export async function dropEvents(
  session: Session,
  { accountId, writeKey }: { accountId: string; writeKey: string },
  rows: readonly Pick<Left, 'seq' | 'message_id' | 'received_at'>[],
): Promise<void> {
  const times = rows.map(row => row.received_at);
  await session.run('DELETE FROM seen WHERE account_id = $1 AND write_key = $2 AND message_id = ANY($3)', [
    accountId,
    writeKey,
    rows.map(row => row.message_id),
  ]);
  // The times tell which days' partitions have them.
  await session.run(
    'DELETE FROM events WHERE account_id = $1 AND seq = ANY($2) AND received_at BETWEEN $3 AND $4',
    [accountId, rows.map(row => row.seq), Math.min(...times), Math.max(...times)],
  );
}

interface Ordered {
  seq: number;
  order_id: string;
}

/** An order that counted is known for good, and whose it was is not; what else the events told is forgotten. */
async function unsay(session: Session, mark: Context['mark'], accountId: string, seqs: number[]) {
  const ordered = await session.all<Ordered>(
    `SELECT seq, order_id FROM happenings
     WHERE account_id = $1 AND seq = ANY($2) AND order_id <> '' AND first_seq IS NULL`,
    [accountId, seqs],
  );
  if (ordered.length) {
    await session.run(
      `UPDATE happenings AS row SET anonymous_id = '', user_id = '', message_id = '', order_id = given.order_id
       FROM unnest($2::bigint[], $3::text[]) AS given (seq, order_id)
       WHERE row.account_id = $1 AND row.seq = given.seq`,
      [accountId, ...markedOrders(mark, ordered)],
    );
  }
  await session.run(
    `DELETE FROM happenings WHERE account_id = $1 AND seq = ANY($2) AND (order_id = '' OR first_seq IS NOT NULL)`,
    [accountId, seqs],
  );
}

/** What was given back stays. */
async function unrefund(session: Session, mark: Context['mark'], accountId: string, seqs: number[]) {
  const refunds = await session.all<Ordered>(
    'SELECT seq, order_id FROM refunds WHERE account_id = $1 AND seq = ANY($2)',
    [accountId, seqs],
  );
  if (!refunds.length) return;
  await session.run(
    `UPDATE refunds AS row SET message_id = '', value_sent = '', order_id = given.order_id
     FROM unnest($2::bigint[], $3::text[]) AS given (seq, order_id)
     WHERE row.account_id = $1 AND row.seq = given.seq`,
    [accountId, ...markedOrders(mark, refunds)],
  );
}

/** Orders as they are known of events that are gone: nobody without the store's key makes one. */
const markedOrders = (mark: Context['mark'], rows: Ordered[]): [number[], string[]] => [
  rows.map(row => row.seq),
  rows.map(row => `#${mark('order_id', row.order_id).toString('hex')}`),
];
