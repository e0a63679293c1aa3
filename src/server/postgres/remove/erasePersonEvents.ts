import { isOfOwn, type OwnOrder, ownOrders } from '../../attribution/ownOrders.ts';
import { eventOf } from '../../store/eventOf.ts';
import { fittingPlaces, STEP_BYTES } from '../../store/fittingPlaces.ts';
import { isTest } from '../../store/isTest.ts';
import type { Part } from '../../store/readHeld.ts';
import { visitorOf } from '../../visits/visitorOf.ts';
import type { Context } from '../context.ts';
import { type EventPlace, eventRows } from '../read/eventRows.ts';
import type { AccountState, EventRow } from '../schema.ts';
import type { Session } from '../session.ts';
import { type AccountFacts, accountFacts } from '../write/accountFacts.ts';
import { says } from '../write/says.ts';
import { isMeant, type Where } from './isMeant.ts';
import { refundsOf } from './refundsOf.ts';
import { eraseStep } from './step.ts';
import { takeEvents } from './takeEvents.ts';
import { markDue } from './visitsDue.ts';

/** Most events that are looked at in one transaction: it must not keep the account's beacons waiting. */
const STEP = 200;

/** Where an event is, whose it is, and what it says, in bytes. */
type OwnPlace = EventPlace & Pick<EventRow, 'type' | 'anonymous_id' | 'user_id'> & { size: number };

/** Leaves husks in the place of a person's events in a tag; yields how many of those, and of his visits, went. */
export async function* erasePersonEvents(
  { mark }: Context,
  where: Where,
  part: Part,
  writeKey: string,
): AsyncGenerator<{ events: number; visits: number }> {
  const { server, visits, until, took } = where;
  const { accountId, by, id } = part;
  const facts = accountFacts();

  /** What the account itself told of an order that was given back: nobody's events, which say its number. */
  async function* eraseRefunds(order: OwnOrder): AsyncGenerator<number> {
    for await (const found of refundsOf(server, accountId, order)) {
      yield await eraseStep(server, accountId, async (session, state) => {
        facts.enter([state]);
        const own: EventPlace[] = [];
        for (const row of found) {
          if (isOfOwn(order, row, await facts.areOrdersShared(session, accountId, row.seq))) own.push(row);
        }
        const rows = await eventRows(session, own);
        await leave(session, { mark, facts }, state, rows);
        return rows.length;
      });
    }
  }

  for (let place: [number, number] | undefined = [Number.MIN_SAFE_INTEGER, 0]; place; ) {
    const [receivedAt, after]: [number, number] = place;
    const found: OwnPlace[] = await server.all(
      `SELECT account_id, seq, received_at, type, anonymous_id, user_id, octet_length(fields) AS size FROM events
       WHERE account_id = $1 AND write_key = $2 AND ${by} = $3 AND ${by} <> ''
         AND received_at >= $4 AND (received_at, seq) > ($4, $5) AND seq <= $6 ORDER BY received_at, seq LIMIT ${STEP}`,
      [accountId, writeKey, id, receivedAt, after, until],
    );
    const some = fittingPlaces(found, STEP_BYTES);
    const meant = some.filter(row => isMeant(where, part, row));
    // Before his events, by which both are found.
    const dropped = await visits.drop(
      writeKey,
      meant.flatMap(row => visitorOf(row) ?? []),
    );
    const told = await eventRows(
      server,
      meant.filter(({ type }) => type !== 'page'),
    );
    for (const order of ownOrders(told.map(eventOf))) {
      for await (const events of eraseRefunds(order)) yield { events, visits: 0 };
    }
    const events = await eraseStep(server, accountId, async (session, state) => {
      const rows = await eventRows(session, meant);
      // Others may have made them again just then, of these too.
      await markDue(
        session,
        accountId,
        writeKey,
        rows.flatMap(row => visitorOf(row) ?? []),
      );
      await leave(session, { mark, facts }, state, rows);
      return rows.length;
    });
    for (const { seq } of meant) took(seq);
    yield { events, visits: dropped };
    const last = some.at(-1);
    const isEnd = some.length === found.length && found.length < STEP;
    place = last && !isEnd ? [last.received_at, last.seq] : undefined;
  }
}

/** What they told stays counted. */
async function leave(
  session: Session,
  { mark, facts }: Pick<Context, 'mark'> & { facts: AccountFacts },
  state: AccountState,
  rows: EventRow[],
): Promise<void> {
  if (!rows.length) return;
  const accountId = state.account_id;
  facts.enter([state]);
  const events = rows.map(eventOf);
  const said = await says(
    session,
    facts,
  )(rows.map(({ seq }, at) => ({ accountId, seq, event: events[at]! })));
  const repeats = await session.all<{ seq: number }>(
    'SELECT seq FROM happenings WHERE account_id = $1 AND seq = ANY($2) AND first_seq IS NOT NULL',
    [accountId, rows.map(({ seq }) => seq)],
  );
  const isRepeat = new Set(repeats.map(({ seq }) => seq));
  await takeEvents(
    session,
    mark,
    accountId,
    rows.map((row, at) => ({
      ...row,
      // What is in no count is not counted again.
      ...(isTest(events[at]!) && { type: '' as const, event: '' }),
      kind: said[at]?.kind.kind ?? '',
      source: said[at]?.source ?? '',
      is_repeat: isRepeat.has(row.seq) ? 1 : 0,
    })),
  );
}
