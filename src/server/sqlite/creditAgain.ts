import { MAX_CONVERSIONS } from '../attribution/credit.ts';
import { VISITOR_IDS, type Visitor } from '../attribution/visitor.ts';
import type { Connection } from './connection.ts';
import { type Creditable, credits } from './credits.ts';
import { pixelRules } from './pixelRules.ts';
import type { CreditsDueRow } from './schema.ts';

/** Most conversions of a visitor that are credited again at once; of one who has more, all in steps. */
const AT_ONCE = 10;

/** Conversions that one step credits: a few milliseconds. */
const STEP = 50;

/** After every event. */
const END = Number.MAX_SAFE_INTEGER;

export interface CreditAgain {
  /** The conversions of a visitor from that time on are to be credited again: a few now, more of them in steps. */
  from(visitor: Visitor, since: number): void;
  /** A commit begins, which may credit some again at once. */
  begin(): void;
  /** Whether steps are to be made. */
  isDue(): boolean;
  /** Credits the next few of them, each visitor's in turn; in a transaction of the caller's. */
  step(): void;
}

/**
 * Credits conversions again, after a touch arrived that is earlier than they are. Who has many of them, or sends many
 * such touches, must not keep a commit waiting: what is to be done is noted in the commit, and done between commits.
 * @param perCommit most conversions that one commit credits again
 */
export function creditAgain(db: Connection, perCommit: number): CreditAgain {
  const write = credits(db);
  const rules = pixelRules(db);
  const byId = VISITOR_IDS.map(id => {
    const those = `FROM conversions WHERE account_id = ? AND ${id} = ? AND ${id} <> '' AND seq > ?`;
    return {
      id,
      place: db.prepare<{ seq: number }>(`SELECT seq ${those} ORDER BY seq LIMIT 1 OFFSET ?`),
      rows: db.prepare<Creditable>(
        `SELECT account_id, pixel_id, seq, time, anonymous_id, user_id, value, marks, touch_id, touch_time
         ${those} AND seq <= ? AND time >= ? ORDER BY seq`,
      ),
    };
  });
  const note = db.prepare(
    `INSERT INTO credits_due (account_id, anonymous_id, user_id, since, seq) VALUES (?, ?, ?, ?, 0)
     ON CONFLICT DO UPDATE SET since = min(since, excluded.since), seq = 0`,
  );
  const nextDue = db.prepare<CreditsDueRow>(
    `SELECT * FROM credits_due WHERE (account_id, anonymous_id, user_id) > (?, ?, ?)
     ORDER BY account_id, anonymous_id, user_id LIMIT 1`,
  );
  const advance = db.prepare(
    'UPDATE credits_due SET seq = ? WHERE account_id = ? AND anonymous_id = ? AND user_id = ?',
  );
  const done = db.prepare(
    'DELETE FROM credits_due WHERE account_id = ? AND anonymous_id = ? AND user_id = ?',
  );
  const keyOf = ({ account_id, anonymous_id, user_id }: Visitor) =>
    [account_id, anonymous_id, user_id] as const;

  let left = perCommit;
  let last: readonly [string, string, string] = ['', '', ''];

  /** Where a visitor's conversions go on after a number of them; `END` where they don't. */
  const placeAfter = ({ account_id, ...visitor }: Visitor, seq: number, count: number): number[] =>
    byId.map(({ id, place }) => {
      const found = visitor[id] === '' ? undefined : place.get(account_id, visitor[id], seq, count - 1);
      return found?.seq ?? END;
    });

  /** Credits a visitor's conversions after one event and until another, of each id until its bound. */
  function creditThose(
    visitor: Visitor,
    since: number,
    seq: number,
    until: number,
    bounds: number[],
  ): number {
    const found = new Map<string, Creditable>();
    for (const [at, { id, rows }] of byId.entries()) {
      if (visitor[id] === '') continue;
      const end = Math.min(until, bounds[at]!);
      for (const row of rows.all(visitor.account_id, visitor[id], seq, end, since)) {
        found.set(`${row.seq} ${row.pixel_id}`, row);
      }
    }
    for (const row of found.values()) {
      for (const rule of rules.at(row.account_id, row.seq, { pixelId: row.pixel_id })) write(row, rule);
    }
    return found.size;
  }

  return {
    begin() {
      left = perCommit;
    },
    from(visitor, since) {
      if (placeAfter(visitor, 0, 1).every(place => place === END)) return;
      if (left > 0 && placeAfter(visitor, 0, AT_ONCE + 1).every(place => place === END)) {
        left -= creditThose(visitor, since, 0, END, [END, END]);
      } else note.run(...keyOf(visitor), since);
    },
    isDue: () => nextDue.get('', '', '') !== undefined,
    step() {
      const due = nextDue.get(...last) ?? nextDue.get('', '', '');
      if (!due) return;
      last = keyOf(due);
      const bounds = placeAfter(due, 0, MAX_CONVERSIONS);
      const places = placeAfter(due, due.seq, STEP);
      const until = Math.min(...places.map((place, at) => (place > bounds[at]! ? END : place)));
      creditThose(due, due.since, due.seq, until, bounds);
      if (until === END) done.run(...last);
      else advance.run(until, ...last);
    },
  };
}
