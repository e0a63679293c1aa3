import type { Session } from '../../../../src/server/postgres/session.ts';
import { DAY } from '../../store/promises/rows.ts';

export const DAYS = 90;

/** When the first of them was. */
export const FIRST = Date.parse('2026-08-20T00:00:00Z');
export const LAST = FIRST + DAYS * DAY - 1;

/** The one of whose rows there are few, and the one that has most of them. */
export const FEW = 'few';
export const MANY = 'many';

/** One row in so many is of the account `few`, spread over all the time. */
const ONE_IN = 500;
const ALL = 100_000;

const OF = `SELECT n, ${FIRST}::bigint + n * ${Math.floor((DAYS * DAY) / ALL)} AS t,
    CASE WHEN n % ${ONE_IN} = 0 THEN '${FEW}' WHEN n % 2 = 0 THEN '${MANY}' ELSE 'other' || n % 99 END AS a
  FROM generate_series(0::bigint, ${ALL - 1}) AS n`;

/** What is made of one in so many. */
const MADE = `${OF} WHERE n % 5 = 0`;

/** Rows of two accounts among others, each with one tag of its own name, in all that grows. */
export async function fillMany(session: Session, serverId: string): Promise<void> {
  const run = (sql: string) => session.run({ compile: () => ({ sql, parameters: [] }) } as never);
  for (const account of [FEW, MANY]) {
    const number = account === FEW ? 1 : 2;
    await run(
      `INSERT INTO accounts (id, name, advertiser_id, business_id, created_at, redirect_hosts, orders_across_tags, server)
        VALUES ('${account}', 'n', ${number}, '${account}', 0, '[]', 0, '${serverId}')`,
    );
    await run(`INSERT INTO public_ids VALUES ('write_key', '${account}', '${account}', 0)`);
    await run(`INSERT INTO account_state (account_id, next_seq) VALUES ('${account}', ${ALL})`);
  }
  for (let day = 0; day < DAYS; day++) {
    const start = FIRST + day * DAY;
    const name = new Date(start).toISOString().slice(0, 10).replaceAll('-', '');
    await run(
      `CREATE TABLE events_day_${name} PARTITION OF events FOR VALUES FROM (${start}) TO (${start + DAY})`,
    );
  }
  await run(`INSERT INTO events SELECT a, n, a, 'm' || n, CASE WHEN n % 3 = 0 THEN 'page' ELSE 'track' END, 'E' || n % 7,
    'v' || n % 1000, CASE WHEN n % 2 = 0 THEN 'u' || n % 1000 ELSE '' END, t, t, 0, '{"properties":{"p":"1"}}' FROM (${OF}) AS o`);
  await run(`INSERT INTO seen SELECT account_id, write_key, message_id, received_at, seq FROM events`);
  await run(`INSERT INTO counts SELECT a, a, 'track', 'E' || n % 7, t - t % 3600000, count(*), 0, 0, 0
    FROM (${MADE}) AS o GROUP BY 1, 2, 3, 4, 5`);
  await run(
    `INSERT INTO last_seen SELECT a, a, 'track', 'E' || n, max(t) FROM (${MADE}) AS o GROUP BY 1, 2, 3, 4`,
  );
  await run(
    `INSERT INTO kind_counts SELECT a, a, 'purchase', t - t % 3600000, count(*) FROM (${MADE}) AS o GROUP BY 1, 2, 3, 4`,
  );
  await run(
    `INSERT INTO kind_seen SELECT a, a, 'purchase', 's' || n % 5000, max(t) FROM (${MADE}) AS o GROUP BY 1, 2, 3, 4`,
  );
  await run(`INSERT INTO happenings SELECT a, n, a, 'm' || n, 'purchase', 'purchase', 'event', t, 'v' || n % 1000, '', '', '', 0
    FROM (${MADE}) AS o`);
  await run(`INSERT INTO touches SELECT a, 't' || n, CASE WHEN n % 2 = 0 THEN 'click' ELSE 'view' END, t, n, 'v' || n % 1000, '', n % 9, null, ''
    FROM (${MADE}) AS o`);
  await run(`INSERT INTO conversions SELECT a, n % 5, n, a, 'm' || n, t, 'v' || n % 1000, '', 'o' || n, 1.5, 'EUR', 'click', 1.5, null, null,
    n % 9, null, '' FROM (${MADE}) AS o`);
  await run(`INSERT INTO identities SELECT a, 'u' || n, 'v' || n % 1000, n FROM (${MADE}) AS o`);
  await run(
    `INSERT INTO pixel_rules SELECT '${FEW}', n, 1, 'active', 'hybrid' FROM generate_series(0, 4) AS n`,
  );
  await run(
    `INSERT INTO refunds SELECT a, n, a, 'm' || n, t, 'o' || n % 1000, 'n' || n, 1, '', 'EUR', '' FROM (${MADE}) AS o`,
  );
  await run(`INSERT INTO visits SELECT a, a, 'v' || n % 1000, 's' || n, n, t, t, '/', '/', t, t, 1, 1, 'direct', '', '', '', '', '', '', '', '', '',
    0, '{}', 0, '{}', 'people', '', 1, '[["/",1]]', '[["E1",1]]' FROM (${MADE}) AS o`);
  await run('ANALYZE');
}
