import { markedOrder, markedRefund } from '../store/marks.ts';
import type { Connection } from './connection.ts';
import { markOf } from './husks.ts';

/** Takes out of the refund that an event was what names anybody; what was given back stays. */
export function unrefunds(db: Connection): (accountId: string, seq: number) => void {
  const mark = markOf(db);
  const [marked, named] = [markedOrder(mark), markedRefund(mark)];
  const find = db.prepare<{ order_id: string; name: string }>(
    'SELECT order_id, name FROM refunds WHERE account_id = ? AND seq = ?',
  );
  const lose = db.prepare(
    `UPDATE refunds SET message_id = '', value_sent = '', order_id = ?, name = ? WHERE account_id = ? AND seq = ?`,
  );
  return (accountId, seq) => {
    const row = find.get(accountId, seq);
    if (row) lose.run(marked(row.order_id), named(row.name), accountId, seq);
  };
}

/** Forgets what an event that goes had told: an order that counted is known for good, and whose it was is not. */
export function unsays(db: Connection): (seq: number) => void {
  const marked = markedOrder(markOf(db));
  const ordered = db.prepare<{ order_id: string }>(
    `SELECT order_id FROM happenings WHERE seq = ? AND order_id <> '' AND first_seq IS NULL`,
  );
  const lose = db.prepare(
    `UPDATE happenings SET anonymous_id = '', user_id = '', message_id = '', order_id = ? WHERE seq = ?`,
  );
  const remove = db.prepare('DELETE FROM happenings WHERE seq = ?');
  return seq => {
    const row = ordered.get(seq);
    if (row) lose.run(marked(row.order_id), seq);
    else remove.run(seq);
  };
}
