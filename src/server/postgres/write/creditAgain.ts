import { MAX_CONVERSIONS } from '../../attribution/credit.ts';
import { VISITOR_IDS, type Visitor } from '../../attribution/visitor.ts';
import type { CreditsDueRow } from '../schema.ts';
import type { Session } from '../session.ts';
import type { AccountFacts } from './accountFacts.ts';
import { type Creditable, credits } from './credits.ts';

/** Most conversions of a visitor that are credited again at once; of one who has more, all in steps. */
const AT_ONCE = 10;

/** Conversions that one step credits: some tens of milliseconds. */
const STEP = 50;

/** After every event. */
const END = Number.MAX_SAFE_INTEGER;

/** Credits conversions again, after a touch arrived that is earlier than they are. In a transaction that holds the account's lock. */
export interface CreditAgain {
  /** The conversions of a visitor from that time on are to be credited again: a few now, more of them in steps. */
  from(visitor: Visitor, since: number): Promise<void>;
  /** Credits the next few conversions of a visitor; false where none of his is due any more. */
  stepOf(visitor: Visitor): Promise<boolean>;
  /** The same of any visitor of an account; false where none was due. */
  step(accountId: string): Promise<boolean>;
  /** Whether anything was left for steps. */
  readonly isDue: boolean;
}

const BY_ID = VISITOR_IDS.map(id => {
  const those = `FROM conversions WHERE account_id = $1 AND ${id} = $2 AND ${id} <> '' AND seq > $3`;
  return {
    id,
    place: `SELECT seq ${those} ORDER BY seq LIMIT 1 OFFSET $4`,
    rows: `SELECT account_id, pixel_id, seq, time, anonymous_id, user_id, value, marks, touch_id, touch_time
      ${those} AND seq <= $4 AND time >= $5 ORDER BY seq`,
  };
});

const NOTE = `INSERT INTO credits_due AS own (account_id, anonymous_id, user_id, since, seq) VALUES ($1, $2, $3, $4, 0)
  ON CONFLICT (account_id, anonymous_id, user_id) DO UPDATE SET since = least(own.since, excluded.since), seq = 0`;
const OF = 'WHERE account_id = $1 AND anonymous_id = $2 AND user_id = $3';
const FIND = `SELECT * FROM credits_due ${OF}`;
const ANY = 'SELECT * FROM credits_due WHERE account_id = $1 LIMIT 1';
const ADVANCE = `UPDATE credits_due SET seq = $4 ${OF}`;
const DONE = `DELETE FROM credits_due ${OF}`;

const keyOf = ({ account_id, anonymous_id, user_id }: Visitor) => [account_id, anonymous_id, user_id];

/**
 * Who has many conversions, or sends many such touches, must not keep a commit waiting: what is to be done is noted in the
 * commit, and done between commits.
 * @param perCommit most conversions that are credited again at once
 */
export function creditAgain(session: Session, facts: AccountFacts, perCommit: number): CreditAgain {
  const write = credits(session, facts);
  let left = perCommit;
  let isDue = false;

  /** Where a visitor's conversions go on after a number of them; `END` where they don't. */
  async function placeAfter({ account_id, ...visitor }: Visitor, seq: number, count: number) {
    const places: number[] = [];
    for (const { id, place } of BY_ID) {
      const values = [account_id, visitor[id], seq, count - 1];
      const found = visitor[id] === '' ? undefined : await session.first<{ seq: number }>(place, values);
      places.push(found?.seq ?? END);
    }
    return places;
  }

  const isNone = (places: number[]) => places.every(place => place === END);

  /** Credits a visitor's conversions after one event and until another, of each id until its bound. */
  async function creditThose(
    visitor: Visitor,
    since: number,
    seq: number,
    until: number,
    bounds: number[],
  ): Promise<number> {
    const found = new Map<string, Creditable>();
    for (const [at, { id, rows }] of BY_ID.entries()) {
      if (visitor[id] === '') continue;
      const values = [visitor.account_id, visitor[id], seq, Math.min(until, bounds[at]!), since];
      for (const row of await session.all<Creditable>(rows, values)) {
        found.set(`${row.seq} ${row.pixel_id}`, row);
      }
    }
    for (const row of found.values()) {
      const rules = await facts.rulesAt(session, row.account_id, row.seq, { pixelId: row.pixel_id });
      for (const rule of rules) await write(row, rule);
    }
    return found.size;
  }

  async function stepOf(visitor: Visitor): Promise<boolean> {
    // Another collector may have done it meanwhile.
    const due = await session.first<CreditsDueRow>(FIND, keyOf(visitor));
    if (!due) return false;
    const bounds = await placeAfter(due, 0, MAX_CONVERSIONS);
    const places = await placeAfter(due, due.seq, STEP);
    const until = Math.min(...places.map((place, at) => (place > bounds[at]! ? END : place)));
    await creditThose(due, due.since, due.seq, until, bounds);
    if (until === END) await session.run(DONE, keyOf(due));
    else await session.run(ADVANCE, [...keyOf(due), until]);
    return until !== END;
  }

  return {
    get isDue() {
      return isDue;
    },
    async from(visitor, since) {
      if (isNone(await placeAfter(visitor, 0, 1))) return;
      if (left > 0 && isNone(await placeAfter(visitor, 0, AT_ONCE + 1))) {
        left -= await creditThose(visitor, since, 0, END, [END, END]);
        return;
      }
      await session.run(NOTE, [...keyOf(visitor), since]);
      isDue = true;
    },
    async step(accountId) {
      const due = await session.first<CreditsDueRow>(ANY, [accountId]);
      if (due) await stepOf(due);
      return due !== undefined;
    },
    stepOf,
  };
}
