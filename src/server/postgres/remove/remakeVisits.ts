import { eventOf } from '../../store/eventOf.ts';
import { visitorOf } from '../../visits/visitorOf.ts';
import { newVersion } from '../accountState.ts';
import type { EventRow } from '../schema.ts';
import type { Server } from '../server.ts';
import type { Session } from '../session.ts';
import { accountFacts } from '../write/accountFacts.ts';
import type { First } from '../write/happenings.ts';
import { says } from '../write/says.ts';
import { type Again, visitWriter } from '../write/visits/visitWriter.ts';
import { type Places, placesOf } from './placesOf.ts';
import { eraseStep } from './step.ts';
import { type Due, NOTHING, STEP as TAKEN, takeVisits } from './visitsDue.ts';

/** Most events that one transaction adds. */
const STEP = 200;

/** Of how many events, whose ever they are, one transaction takes those that arrived meanwhile. */
const LATE_STEP = 2000;

const OF_VISITOR = 'account_id = $1 AND write_key = $2 AND visitor = $3';
const DONE = `SELECT seq FROM visits_due WHERE ${OF_VISITOR} AND session = ''`;
const SET_DONE = `UPDATE visits_due SET seq = $4 WHERE ${OF_VISITOR} AND session = ''`;
const END = `DELETE FROM visits_due WHERE ${OF_VISITOR}`;
const HAD = `DELETE FROM visits_due WHERE ctid = ANY(ARRAY(
  SELECT ctid FROM visits_due WHERE ${OF_VISITOR} AND session <> '' LIMIT ${TAKEN}))`;
const BEGAN = `SELECT 1 FROM visits_due WHERE ${OF_VISITOR} AND session = $4 AND session <> '' AND seq = $5`;

const ROWS = `SELECT * FROM events WHERE account_id = $1 AND seq = ANY($2) AND received_at BETWEEN $3 AND $4 ORDER BY seq`;
const LATE = `SELECT * FROM events WHERE account_id = $1 AND write_key = $2 AND seq > $3 AND seq <= $4
  AND (anonymous_id = $5 OR user_id = $5) ORDER BY seq`;

const REPEATS = `SELECT seq AS of, first_seq AS seq, first_id AS id FROM happenings
  WHERE account_id = $1 AND seq = ANY($2) AND first_seq IS NOT NULL`;

/**
 * Makes the visits of a visitor of a tag again, of what is left of his events, in their order: a few in each transaction, which has
 * the account's lock, whoever does it. What arrives meanwhile is of no visit until that is its turn. Each call is one step; false: he
 * is through, and was before where nobody asked for him.
 */
export function remakeVisits(server: Server): (due: Due) => Promise<boolean> {
  const facts = accountFacts();
  let known: { key: string; places: Places } | undefined;

  async function placesFor(due: Due, done: number): Promise<Places> {
    const key = JSON.stringify([due.account_id, due.write_key, due.visitor]);
    if (known?.key !== key || known.places.after > done) {
      known = { key, places: await placesOf(server, due, Math.max(done, 0)) };
    }
    return known.places;
  }

  async function rowsOf(session: Session, due: Due, done: number, next: number, places: Places) {
    const { account_id, write_key, visitor } = due;
    const some = places.from(done, STEP);
    if (some.length) {
      const times = some.map(row => row.received_at);
      const seqs = some.map(({ seq }) => seq);
      const range = [Math.min(...times), Math.max(...times)];
      return { rows: await session.all<EventRow>(ROWS, [account_id, seqs, ...range]), until: seqs.at(-1)! };
    }
    const from = Math.max(done, places.until);
    const until = Math.min(next - 1, from + LATE_STEP);
    return { rows: await session.all<EventRow>(LATE, [account_id, write_key, from, until, visitor]), until };
  }

  async function add(session: Session, due: Due, rows: readonly EventRow[]): Promise<void> {
    const { account_id: accountId, visitor } = due;
    const own = rows.filter(row => visitorOf(row) === visitor);
    if (!own.length) return;
    const placed = own.map(row => ({ accountId, seq: row.seq, event: eventOf(row) }));
    const said = await says(session, facts)(placed);
    const repeats = await session.all<First & { of: number }>(REPEATS, [
      accountId,
      own.map(({ seq }) => seq),
    ]);
    const firsts = new Map(repeats.map(row => [row.of, row]));
    const visits = visitWriter(session, { again: before(session, due) });
    await visits.prepare(placed);
    for (const [at, each] of placed.entries()) {
      const what = said[at];
      await visits.add(each, what && { said: what, first: firsts.get(each.seq) });
    }
    await visits.write();
  }

  return async due => {
    const place = [due.account_id, due.write_key, due.visitor];
    const asked = await server.first<{ seq: number }>(DONE, place);
    if (!asked) return false;
    const places = asked.seq === NOTHING ? undefined : await placesFor(due, asked.seq);
    return eraseStep(server, due.account_id, async (session, state) => {
      const now = await session.first<{ seq: number }>(DONE, place);
      if (!now) return false;
      if (now.seq === NOTHING) {
        const taken = await takeVisits(session, due.account_id, due.write_key, [due.visitor]);
        if (taken < TAKEN) await session.run(SET_DONE, [...place, 0]);
        return true;
      }
      // Somebody else did a step, or began anew.
      if (!places || now.seq < places.after) return true;
      facts.enter([state]);
      const { rows, until } = await rowsOf(session, due, now.seq, state.next_seq, places);
      await add(session, due, rows);
      const done = Math.max(until, now.seq);
      await session.run(SET_DONE, [...place, done]);
      if (done < state.next_seq - 1 || places.from(done, 1).length) return true;
      // What arrives from now on never began a visit that there was.
      if ((await session.run(HAD, place)) === TAKEN) return true;
      await session.run(END, place);
      await newVersion(session, due.account_id);
      return false;
    });
  };
}

/** What there was before. */
function before(session: Session, due: Due): Again {
  let until: number | undefined;
  return {
    async untilOf(accountId, writeKey) {
      until ??=
        (
          await session.first<{ until: number }>(
            'SELECT until FROM retention WHERE account_id = $1 AND write_key = $2',
            [accountId, writeKey],
          )
        )?.until ?? 0;
      return until;
    },
    hadBegun: async (_accountId, _writeKey, _visitor, own, seq) =>
      (await session.first(BEGAN, [due.account_id, due.write_key, due.visitor, own, seq])) !== undefined,
  };
}
