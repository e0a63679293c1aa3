import { isOfOwn, type OwnOrder } from '../attribution/ownOrders.ts';
import { fittingPlaces, STEP_BYTES } from '../store/fittingPlaces.ts';
import { accountRules } from './accountRules.ts';
import type { Connection } from './connection.ts';
import { readBy } from './events.ts';
import type { EventRow } from './schema.ts';

/** Most refunds that are looked at in one transaction. */
const STEP = 100;

interface Told {
  seq: number;
  write_key: string;
  /** Whether its event is there and nobody's. */
  is_own: 0 | 1;
  size: number;
}

/**
 * Takes out what an account itself told of an order that was given back: nobody's event, which says the order's number. Yields how
 * many events went, after each transaction.
 * @param leave puts something in the place of an event
 */
export function eraseRefunds(
  db: Connection,
  leave: (accountId: string, row: EventRow) => void,
): (accountId: string, order: OwnOrder) => Generator<number> {
  const { areOrdersShared } = accountRules(db);
  const any = db.prepare('SELECT 1 FROM refunds WHERE account_id = ? AND order_id = ? LIMIT 1');
  const told = db.prepare<Told>(
    `SELECT refunds.seq, refunds.write_key, events.anonymous_id = '' AND events.user_id = '' AS is_own,
       iif(events.anonymous_id = '' AND events.user_id = '', octet_length(fields), 0) AS size
     FROM refunds INDEXED BY refunds_by_order LEFT JOIN events ON events.seq = refunds.seq
     WHERE account_id = ? AND order_id = ? AND refunds.seq > ? ORDER BY refunds.seq LIMIT ${STEP}`,
  );
  const bySeq = readBy(db);

  return function* (accountId, order) {
    if (!any.get(accountId, order.orderId)) return;
    for (let last: number | undefined = -1; last !== undefined; ) {
      const after: number = last;
      yield db.transaction(() => {
        const found = told.all(accountId, order.orderId, after);
        const some = fittingPlaces(found, STEP_BYTES);
        last = some.length < found.length || found.length === STEP ? some.at(-1)!.seq : undefined;
        const meant = some.filter(
          row => row.is_own && isOfOwn(order, row, areOrdersShared(accountId, row.seq)),
        );
        for (const row of meant.flatMap(each => bySeq(each) ?? [])) leave(accountId, row);
        return meant.length;
      });
    }
  };
}
