import type { Audit, AuditFilter, AuditRow, NewAuditRow } from '../../store/audit.ts';
import { readCursor, writeCursor } from '../../store/numberCursor.ts';
import type { Context } from '../context.ts';
import type { Session } from '../session.ts';
import type { Value } from '../texts.ts';

const TYPES = {
  time: 'bigint',
  actor_kind: 'text',
  actor_id: 'text',
  actor_name: 'text',
  method: 'text',
  route: 'text',
  record_kind: 'text',
  record_id: 'text',
  account_id: 'text',
  status: 'integer',
  published: 'text',
} satisfies Record<keyof NewAuditRow, string>;

const NAMES = Object.keys(TYPES) as (keyof NewAuditRow)[];

/** Numbers them as they are committed: whoever adds some waits for whoever did before. */
const ADD = `WITH last AS (
    UPDATE last_numbers SET number = number + cardinality($1::bigint[]) WHERE kind = 'audit' RETURNING number)
  INSERT INTO audit (seq, ${NAMES.join(', ')})
  SELECT last.number - cardinality($1::bigint[]) + place, ${NAMES.map(name => `given.${name}`).join(', ')}
  FROM last, unnest(${Object.values(TYPES).map((type, at) => `$${at + 1}::${type}[]`)})
    WITH ORDINALITY AS given (${NAMES.join(', ')}, place)`;

/** Most entries that are removed at once. */
const STEP = 500;

/** Most entries that a page looks at. */
const MAX_SEEN = 5_000;

/** Who changed what, when. */
export const audit = ({ servers: { first } }: Context): Audit => ({
  async add(rows) {
    if (rows.length)
      await first.run(
        ADD,
        NAMES.map(name => rows.map(row => row[name])),
      );
  },

  async forget(before) {
    let removed = 0;
    for (let left = STEP; left === STEP; removed += left) {
      left = await first.run(
        'DELETE FROM audit WHERE seq IN (SELECT seq FROM audit WHERE time < $1 ORDER BY time LIMIT $2)',
        [before, STEP],
      );
    }
    return removed;
  },

  list: filter => list(first, filter),
});

type Place = Pick<AuditRow, 'time' | 'seq'>;

/** One walk of an index for each key, then merged. One that looked at enough ends at a place, be it with nothing. */
async function list(
  session: Session,
  { accounts, from = 0, to = Number.MAX_SAFE_INTEGER, actor, kind, limit, cursor }: AuditFilter,
): Promise<{ rows: AuditRow[]; next: string | null }> {
  const [time, seq] = cursor === undefined ? [to, 0] : readCursor(cursor, 2);
  const asked = Object.entries({ actor_name: actor, record_kind: kind });
  const tests = asked.filter((test): test is [string, string] => test[1] !== undefined);
  // Each of these has an index, which gives its rows in order; what else is asked is looked for among them.
  const [column, keys]: [string, readonly Value[]] =
    accounts !== '*'
      ? ['account_id', accounts]
      : tests[0]
        ? [tests[0][0], [tests.shift()![1]]]
        : ['true', [true]];
  const many = tests.length ? Math.max(limit + 1, Math.ceil(MAX_SEEN / Math.max(1, keys.length))) : limit + 1;
  const type = column === 'true' ? 'boolean' : 'text';
  const walked = `unnest($1::${type}[]) AS key (value) CROSS JOIN LATERAL (
    SELECT * FROM audit WHERE ${column} = key.value AND time >= $2 AND time < $3 AND (time, seq) < ($4, $5)
    ORDER BY time DESC, seq DESC`;
  const values = [keys, from, to, time, seq];

  const filters = tests.map(([name], at) => `${name} = $${at + 8}`);
  const rows = await session.all<AuditRow>(
    `SELECT seq, ${NAMES.join(', ')} FROM ${walked} LIMIT $6) AS seen
     ${filters.length ? `WHERE ${filters.join(' AND ')}` : ''} ORDER BY time DESC, seq DESC LIMIT $7`,
    [...values, many, limit + 1, ...tests.map(([, value]) => value)],
  );
  // Beyond the first of the places where a walk ended, entries may be missing.
  const end = tests.length
    ? await session.first<Place>(
        `SELECT time, seq FROM ${walked} LIMIT 1 OFFSET $6) AS ends ORDER BY time DESC, seq DESC LIMIT 1`,
        [...values, many - 1],
      )
    : undefined;
  const sure = end
    ? rows.filter(row => row.time > end.time || (row.time === end.time && row.seq >= end.seq))
    : rows;
  const page = sure.slice(0, limit);
  const last = sure.length > limit ? page.at(-1) : end;
  return { rows: page, next: last ? writeCursor([last.time, last.seq]) : null };
}
