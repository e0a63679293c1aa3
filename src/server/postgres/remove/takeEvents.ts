import { markedOrder, markedRefund } from '../../store/marks.ts';
import type { Context } from '../context.ts';
import type { Session } from '../session.ts';
import { type Left, leaveHusks } from '../write/husks.ts';

/**
 * Takes events of an account out, in a transaction that has its lock: husks stay, by which one that comes again is known; the
 * orders that counted, and what was given back, without what names anybody.
 */
export async function takeEvents(
  session: Session,
  mark: Context['mark'],
  accountId: string,
  rows: readonly Left[],
): Promise<void> {
  if (!rows.length) return;
  const seqs = rows.map(row => row.seq);
  await unsay(session, mark, accountId, seqs);
  await unrefund(session, mark, accountId, seqs);
  await leaveHusks(session, mark)(rows);
}

interface Ordered {
  seq: number;
  order_id: string;
}

/** An order that counted is known for good, and whose it was is not; what else the events told is forgotten. */
async function unsay(session: Session, mark: Context['mark'], accountId: string, seqs: number[]) {
  // By their numbers alone: asked for those that counted too, an index of all orders of the account would be read.
  const said = await session.all<Ordered & { first_seq: number | null }>(
    'SELECT seq, order_id, first_seq FROM happenings WHERE account_id = $1 AND seq = ANY($2)',
    [accountId, seqs],
  );
  const ordered = said.filter(row => row.order_id !== '' && row.first_seq === null);
  await session.run(
    `DELETE FROM happenings WHERE account_id = $1 AND seq = ANY($2) AND (order_id = '' OR first_seq IS NOT NULL)`,
    [accountId, seqs],
  );
  if (!ordered.length) return;
  await session.run(
    `UPDATE happenings AS row SET anonymous_id = '', user_id = '', message_id = '', order_id = given.order_id
     FROM unnest($2::bigint[], $3::text[]) AS given (seq, order_id)
     WHERE row.account_id = $1 AND row.seq = given.seq`,
    [accountId, ...markedOrders(mark, ordered)],
  );
}

/** What was given back stays. */
async function unrefund(session: Session, mark: Context['mark'], accountId: string, seqs: number[]) {
  const refunds = await session.all<Ordered & { name: string }>(
    'SELECT seq, order_id, name FROM refunds WHERE account_id = $1 AND seq = ANY($2)',
    [accountId, seqs],
  );
  if (!refunds.length) return;
  await session.run(
    `UPDATE refunds AS row SET message_id = '', value_sent = '', order_id = given.order_id, name = given.name
     FROM unnest($2::bigint[], $3::text[], $4::text[]) AS given (seq, order_id, name)
     WHERE row.account_id = $1 AND row.seq = given.seq`,
    [accountId, ...markedOrders(mark, refunds), refunds.map(row => markedRefund(mark)(row.name))],
  );
}

const markedOrders = (mark: Context['mark'], rows: Ordered[]): [number[], string[]] => [
  rows.map(row => row.seq),
  rows.map(row => markedOrder(mark)(row.order_id)),
];
