import type { RefundFilter, RefundPage } from '../../store/refunds.ts';
import type { RefundRow } from '../../store/rows.ts';
import type { Servers } from '../servers.ts';
import { ofAccounts } from './byServer.ts';
import { order } from './order.ts';
import { BEYOND } from './walk.ts';

/** Of several accounts by their own numbers: which of them came first is known nowhere. */
const newest = order<RefundRow>(['seq', 'account_id']);

const those = (isOfOrder: boolean) =>
  `SELECT found.* FROM unnest($1::text[], $2::bigint[]) AS key (account_id, before) CROSS JOIN LATERAL (
     SELECT * FROM refunds WHERE account_id = key.account_id ${isOfOrder ? 'AND order_id = $4' : ''} AND seq < key.before
     ORDER BY seq DESC LIMIT $3) AS found
   ORDER BY seq DESC, account_id DESC LIMIT $3`;

/** A page of refunds, the last to arrive first. */
export async function refunds(
  servers: Servers,
  { accounts, orderId, limit, cursor }: RefundFilter,
): Promise<RefundPage> {
  const after = cursor === undefined ? undefined : newest.placeAt(cursor);
  const parts = await ofAccounts(servers, accounts, (session, ids) => {
    const before = ids.map(id => (after ? after.seq + (id < after.account_id ? 1 : 0) : BEYOND));
    const values = [ids, before, limit + 1];
    return session.all<RefundRow>(
      those(orderId !== undefined),
      orderId === undefined ? values : [...values, orderId],
    );
  });
  const page = newest.of(parts.flat().sort(newest.compare), limit);
  return { refunds: page.rows, next: page.next };
}
