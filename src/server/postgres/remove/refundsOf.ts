import type { OwnOrder } from '../../attribution/ownOrders.ts';
import { fittingPlaces, STEP_BYTES } from '../../store/fittingPlaces.ts';
import type { EventPlace } from '../read/eventRows.ts';
import type { Server } from '../server.ts';

/** Most refunds of an order that are looked at at once. */
const STEP = 200;

/** Where the event of a refund is, and whether it is nobody's. */
interface Told extends EventPlace {
  write_key: string;
  is_own: boolean;
  size: number;
}

/** A refund that an account itself told of: nobody's event. */
export type OwnRefund = Pick<Told, 'account_id' | 'seq' | 'received_at' | 'write_key'>;

/** Where the events are by which an account told that an order was given back, a few at a time. */
export async function* refundsOf(
  server: Server,
  accountId: string,
  { orderId }: OwnOrder,
): AsyncGenerator<OwnRefund[]> {
  for (let last: number | undefined = -1; last !== undefined; ) {
    const found: Told[] = await server.all(TOLD, [accountId, orderId, last]);
    const some = fittingPlaces(found, STEP_BYTES);
    last = some.length < found.length || found.length === STEP ? some.at(-1)!.seq : undefined;
    const own = some.filter(row => row.is_own);
    if (own.length) yield own;
  }
}

const IS_OWN = `event.anonymous_id = '' AND event.user_id = ''`;

const TOLD = `SELECT refunds.account_id, refunds.seq, refunds.write_key, coalesce(event.received_at, 0) AS received_at,
    coalesce(${IS_OWN}, false) AS is_own, coalesce(CASE WHEN ${IS_OWN} THEN event.size END, 0) AS size
  FROM (SELECT * FROM refunds WHERE account_id = $1 AND order_id = $2 AND seq > $3 ORDER BY seq LIMIT ${STEP}) AS refunds
  LEFT JOIN LATERAL (
    SELECT events.received_at, anonymous_id, user_id, octet_length(fields) AS size
    FROM seen JOIN events ON events.account_id = seen.account_id AND events.seq = seen.seq
      AND events.received_at = seen.received_at
    WHERE seen.account_id = $1 AND seen.seq = refunds.seq LIMIT 1) AS event ON true
  ORDER BY refunds.seq`;
