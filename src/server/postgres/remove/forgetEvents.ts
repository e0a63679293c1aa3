import { fittingPlaces, STEP_BYTES } from '../../store/fittingPlaces.ts';
import type { ConversionRow } from '../../store/rows.ts';
import type { Context } from '../context.ts';
import { dropRebuild } from '../rebuild/fresh.ts';
import type { Server } from '../server.ts';
import type { Session } from '../session.ts';
import type { Left } from '../write/husks.ts';
import { forgetIdentities } from './forgetIdentities.ts';
import { type Forgetting, noteGone } from './noteGone.ts';
import { step } from './step.ts';
import { takeEvents } from './takeEvents.ts';
import { PERSON_IDS, unname } from './unname.ts';

/** Most events that go in one transaction: it keeps the account's beacons waiting for some 10 ms. */
const STEP = 200;

/**
 * Removes the events of a tag that are older than it allows, with what was made of them. The newest event of all stays.
 * @param isNewest whether the last event of an account is that one
 * @returns how many events went
 */
export async function forgetEvents(
  { mark }: Context,
  server: Server,
  tag: Forgetting,
  isNewest: (accountId: string) => Promise<boolean>,
): Promise<number> {
  const { accountId } = tag;
  let removed = 0;
  let isKept: boolean | undefined;
  let place: Place | undefined = { received_at: Number.MIN_SAFE_INTEGER, seq: 0 };
  while (place) {
    const startedAt = performance.now();
    const some = await step(server, accountId, (session, state) =>
      forgetSome(session, mark, tag, place!, { last: state.next_seq - 1, isKept }),
    );
    if (some) {
      removed += some.removed;
      place = some.next;
    } else isKept = await isNewest(accountId);
    // Nobody waits for it, and the machine is for beacons.
    await new Promise(resolve => setTimeout(resolve, performance.now() - startedAt));
  }
  return removed;
}

/** Where an event of a tag is. */
type Place = Pick<Left, 'received_at' | 'seq'>;

/** A step; undefined where it is to be asked first whether the account's last event is kept. */
async function forgetSome(
  session: Session,
  mark: Context['mark'],
  tag: Forgetting,
  { received_at, seq }: Place,
  { last, isKept }: { last: number; isKept: boolean | undefined },
): Promise<{ removed: number; next: Place | undefined } | undefined> {
  const found = await session.all<Left & { size: number }>(
    `SELECT account_id, seq, write_key, message_id, '' AS type, '' AS event, received_at, time, octet_length(fields) AS size
     FROM events
     WHERE account_id = $1 AND write_key = $2 AND received_at < $3 AND received_at >= $4
       AND (received_at, seq) > ($4, $5) ORDER BY received_at, seq LIMIT ${STEP}`,
    [tag.accountId, tag.writeKey, tag.until, received_at, seq],
  );
  if (isKept === undefined && found.some(row => row.seq === last)) return undefined;
  const some = fittingPlaces(found, STEP_BYTES);
  const rows = isKept ? some.filter(row => row.seq !== last) : some;
  await take(session, mark, tag, rows);
  const isEnd = some.length === found.length && found.length < STEP;
  return { removed: rows.length, next: isEnd ? undefined : some.at(-1) };
}

async function take(session: Session, mark: Context['mark'], tag: Forgetting, rows: readonly Left[]) {
  if (!rows.length) return;
  const { accountId, writeKey } = tag;
  const seqs = rows.map(row => row.seq);
  await dropRebuild(session, accountId, Math.max(...seqs));
  // The times are for the index; an event has one number.
  const sold = await session.all<ConversionRow>(
    `SELECT * FROM conversions WHERE account_id = $1 AND write_key = $2 AND message_id <> ''
       AND time = ANY($3) AND seq = ANY($4)`,
    [accountId, writeKey, rows.map(row => row.time), seqs],
  );
  await unname(
    session,
    mark,
    sold.map(row => ({ row, ids: PERSON_IDS })),
  );
  await session.run('DELETE FROM touches WHERE account_id = $1 AND seq = ANY($2)', [accountId, seqs]);
  await takeEvents(session, mark, accountId, rows);
  await forgetIdentities(session, accountId, seqs);
  await noteGone(session, tag);
}
