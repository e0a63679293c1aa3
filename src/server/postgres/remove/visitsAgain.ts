import { eventOf } from '../../store/eventOf.ts';
import type { StoredVisit } from '../../store/visits.ts';
import { addVisit } from '../../visits/addVisit.ts';
import { visitorOf } from '../../visits/visitorOf.ts';
import { build } from '../kysely.ts';
import type { AccountState, EventRow } from '../schema.ts';
import type { Server } from '../server.ts';
import type { Session } from '../session.ts';
import { accountFacts } from '../write/accountFacts.ts';
import type { First } from '../write/happenings.ts';
import { says } from '../write/says.ts';
import { eraseStep } from './step.ts';
import { visitsOfOne } from './visitsOfOne.ts';

/** Most events that are read at once. */
const STEP = 500;

const STATE = 'SELECT * FROM account_state WHERE account_id = $1';

type Place = Pick<EventRow, 'seq' | 'received_at'>;

/** Whose visits went, and which of them there were, each with the event that began it. */
export interface Dropped {
  accountId: string;
  writeKey: string;
  visitor: string;
  sessions: Map<string, number>;
}

/** Makes the visits of a visitor of a tag again, of what is left of his events; settles with how many they are. */
export async function visitsAgain(server: Server, whose: Dropped): Promise<number> {
  const { accountId, writeKey, visitor, sessions } = whose;
  const facts = accountFacts();
  const made = visitsOfOne();
  const gone = await server.first<{ until: number }>(
    'SELECT until FROM retention WHERE account_id = $1 AND write_key = $2',
    [accountId, writeKey],
  );
  const before = {
    until: gone?.until ?? 0,
    hadBegun: (_visitor: string, session: string, seq: number) => sessions.get(session) === seq,
  };

  async function add(session: Session, rows: readonly EventRow[]): Promise<void> {
    const own = rows.filter(row => visitorOf(row) === visitor);
    if (!own.length) return;
    const placed = own.map(row => ({ accountId, seq: row.seq, event: eventOf(row) }));
    const said = await says(session, facts)(placed);
    const repeats = await session.all<First & { of: number }>(
      `SELECT seq AS of, first_seq AS seq, first_id AS id FROM happenings
       WHERE account_id = $1 AND seq = ANY($2) AND first_seq IS NOT NULL`,
      [accountId, own.map(({ seq }) => seq)],
    );
    const firsts = new Map(repeats.map(row => [row.of, row]));
    for (const [at, each] of placed.entries()) {
      const what = said[at];
      const visit = addVisit(() => made, each, what && { said: what, first: firsts.get(each.seq) }, before);
      if (visit) made.moved(visit);
    }
  }

  // Beside the store: only what they come to is written under the account's lock.
  const state = await server.first<AccountState>(STATE, [accountId]);
  let start = state?.next_seq ?? 0;
  const places = await placesOf(server, whose, start);
  for (let at = 0; at < places.length; at += STEP) {
    const some = places.slice(at, at + STEP);
    const times = some.map(row => row.received_at);
    await server.transaction(async session => {
      const state = await session.first<AccountState>(STATE, [accountId]);
      if (!state) return;
      facts.enter([state]);
      const rows = await session.all<EventRow>(
        `SELECT * FROM events WHERE account_id = $1 AND seq = ANY($2) AND received_at BETWEEN $3 AND $4 ORDER BY seq`,
        [accountId, some.map(({ seq }) => seq), Math.min(...times), Math.max(...times)],
      );
      await add(session, rows);
    });
  }

  return eraseStep(server, accountId, async (session, state) => {
    facts.enter([state]);
    // What arrived meanwhile.
    const rows = await session.all<EventRow>(
      `SELECT * FROM events WHERE account_id = $1 AND write_key = $2 AND seq >= $3
         AND (anonymous_id = $4 OR user_id = $4) ORDER BY seq`,
      [accountId, writeKey, start, visitor],
    );
    await add(session, rows);
    // Where it is done again.
    start = state.next_seq;
    await session.run('DELETE FROM visits WHERE account_id = $1 AND write_key = $2 AND visitor = $3', [
      accountId,
      writeKey,
      visitor,
    ]);
    await insert(session, accountId, made.all());
    return made.all().length;
  });
}

/** Where the events of a visitor are that arrived before one, in their order. */
async function placesOf(
  session: Session,
  { accountId, writeKey, visitor }: Dropped,
  start: number,
): Promise<Place[]> {
  const found = new Map<number, Place>();
  for (const by of ['anonymous_id', 'user_id']) {
    for (let last: Place | undefined = { received_at: Number.MIN_SAFE_INTEGER, seq: 0 }; last; ) {
      const { received_at, seq }: Place = last;
      const rows: Place[] = await session.all(
        `SELECT received_at, seq FROM events WHERE account_id = $1 AND write_key = $2 AND ${by} = $3 AND ${by} <> ''
           AND received_at >= $4 AND (received_at, seq) > ($4, $5) ORDER BY received_at, seq LIMIT ${10 * STEP}`,
        [accountId, writeKey, visitor, received_at, seq],
      );
      for (const row of rows) if (row.seq < start) found.set(row.seq, row);
      last = rows.length === 10 * STEP ? rows.at(-1) : undefined;
    }
  }
  return [...found.values()].sort((a, b) => a.seq - b.seq);
}

async function insert(session: Session, account_id: string, visits: readonly StoredVisit[]): Promise<void> {
  for (let at = 0; at < visits.length; at += STEP) {
    const rows = visits.slice(at, at + STEP).map(visit => ({ account_id, ...visit }));
    await session.run(build.insertInto('visits').values(rows));
  }
}
