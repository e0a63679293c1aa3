import { ErasePasses } from '../../store/erasePasses.ts';
import type { Erasing } from '../../store/erasing.ts';
import { fittingPlaces, STEP_BYTES } from '../../store/fittingPlaces.ts';
import type { ConversionRow } from '../../store/rows.ts';
import type { Context } from '../context.ts';
import type { EventRow } from '../schema.ts';
import type { Server } from '../server.ts';
import type { Session } from '../session.ts';
import { forgetIdentities } from './forgetIdentities.ts';
import { eraseStep, lookFor, newestOf } from './step.ts';
import { keepCounted, PERSON_IDS } from './unname.ts';

/** Most rows of a table that go in one transaction: it must not keep the account's beacons waiting. */
const STEP = 500;

/** A tag whose account is known. */
export interface ErasedTag {
  accountId: string;
  writeKey: string;
}

/** Of one that another event told before nothing is left when its own is gone. */
const IS_KEPT = "AND order_id <> '' AND first_seq IS NULL";

/** What is kept of a tag, each found by its key. */
const REMOVALS = [
  ['happenings', IS_KEPT],
  ...['husks', 'counts', 'last_seen', 'hour_names', 'kind_counts', 'kind_seen', 'visits', 'visits_due'].map(
    name => [name, ''],
  ),
  // It says that touches are gone: what was credited to them is told first.
  ['retention', ''],
].map(
  ([table, condition]) =>
    `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(
       SELECT ctid FROM ${table} WHERE account_id = $1 AND write_key = $2 ${condition} LIMIT ${STEP}))`,
);

/** Removes what is stored of a tag, a few rows in each transaction. */
export async function eraseTagRows(
  context: Context,
  server: Server,
  tag: ErasedTag,
  { onProgress, signal }: Erasing = {},
): Promise<void> {
  const { accountId, writeKey } = tag;
  // What is made of events can be made no more without them: they go first.
  let events = 0;
  const passes = new ErasePasses(await newestOf(server, accountId));
  while (passes.next()) {
    const until = await newestOf(server, accountId);
    for (let left = 1; left; signal?.throwIfAborted()) {
      const seqs = await eraseStep(server, accountId, session => takeEvents(session, tag, until));
      for (const seq of seqs) passes.took(seq);
      left = seqs.length;
      events += left;
      onProgress?.(events);
    }
  }
  for (const removal of [takeConversions, takeRefunds, loseTouches]) {
    for (let left = STEP; left === STEP; signal?.throwIfAborted()) left = await removal(context, server, tag);
  }
  for (const removal of REMOVALS) {
    for (let left = STEP; left === STEP; signal?.throwIfAborted()) {
      left = await eraseStep(server, accountId, session => session.run(removal, [accountId, writeKey]));
    }
  }
}

/** @param until the last of them; settles with the numbers of those that went */
async function takeEvents(
  session: Session,
  { accountId, writeKey }: ErasedTag,
  until: number,
): Promise<number[]> {
  const found = await session.all<Pick<EventRow, 'seq' | 'message_id' | 'received_at'> & { size: number }>(
    `SELECT seq, message_id, received_at, octet_length(fields) AS size FROM events WHERE account_id = $1 AND write_key = $2
       AND seq <= $3 ORDER BY received_at, seq LIMIT ${STEP}`,
    [accountId, writeKey, until],
  );
  if (!found.length) return [];
  const rows = fittingPlaces(found, STEP_BYTES);
  const seqs = rows.map(row => row.seq);
  const times = rows.map(row => row.received_at);
  for (const table of ['happenings', 'refunds', 'touches']) {
    await session.run(`DELETE FROM ${table} WHERE account_id = $1 AND seq = ANY($2)`, [accountId, seqs]);
  }
  await session.run('DELETE FROM seen WHERE account_id = $1 AND write_key = $2 AND message_id = ANY($3)', [
    accountId,
    writeKey,
    rows.map(row => row.message_id),
  ]);
  // The times tell which days' partitions have them.
  await session.run(
    'DELETE FROM events WHERE account_id = $1 AND seq = ANY($2) AND received_at BETWEEN $3 AND $4',
    [accountId, seqs, Math.min(...times), Math.max(...times)],
  );
  await forgetIdentities(session, accountId, seqs);
  return seqs;
}

// These are found among all rows of the account, while nobody waits for it.

/** Their orders and visitors keep others from counting as before. */
async function takeConversions({ mark }: Context, server: Server, tag: ErasedTag): Promise<number> {
  const { accountId, writeKey } = tag;
  const found = await lookFor<Pick<ConversionRow, 'pixel_id' | 'seq'>>(
    server,
    `SELECT pixel_id, seq FROM conversions WHERE account_id = $1 AND write_key = $2 LIMIT ${STEP}`,
    [accountId, writeKey],
  );
  if (!found.length) return 0;
  await eraseStep(server, accountId, async session => {
    const rows = await session.all<ConversionRow>(
      `DELETE FROM conversions AS row USING unnest($2::bigint[], $3::bigint[]) AS given (pixel_id, seq)
       WHERE row.account_id = $1 AND row.pixel_id = given.pixel_id AND row.seq = given.seq RETURNING row.*`,
      [accountId, found.map(row => row.pixel_id), found.map(row => row.seq)],
    );
    await keepCounted(
      session,
      mark,
      rows.map(row => ({ row, ids: PERSON_IDS })),
    );
  });
  return found.length;
}

/** Those whose events are gone. */
async function takeRefunds(_context: Context, server: Server, tag: ErasedTag): Promise<number> {
  const { accountId, writeKey } = tag;
  const found = await lookFor<{ seq: number }>(
    server,
    `SELECT seq FROM refunds WHERE account_id = $1 AND write_key = $2 LIMIT ${STEP}`,
    [accountId, writeKey],
  );
  if (!found.length) return 0;
  return eraseStep(server, accountId, session =>
    session.run('DELETE FROM refunds WHERE account_id = $1 AND seq = ANY($2)', [
      accountId,
      found.map(({ seq }) => seq),
    ]),
  );
}

/** What others bought stays credited, to no touch where that is gone. */
async function loseTouches(_context: Context, server: Server, { accountId }: ErasedTag): Promise<number> {
  const isGone = `account_id = $1 AND NOT EXISTS (
    SELECT 1 FROM touches WHERE touches.account_id = $1 AND touches.id = row.touch_id)`;
  const found = await lookFor<{ touch_id: string }>(
    server,
    `SELECT DISTINCT touch_id FROM conversions AS row WHERE touch_id IS NOT NULL AND ${isGone} LIMIT ${STEP}`,
    [accountId],
  );
  if (!found.length) return 0;
  await eraseStep(server, accountId, session =>
    session.run(`UPDATE conversions AS row SET touch_id = NULL WHERE touch_id = ANY($2) AND ${isGone}`, [
      accountId,
      found.map(row => row.touch_id),
    ]),
  );
  return found.length;
}
