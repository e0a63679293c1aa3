import pg from 'pg';
import { expect, it } from 'vitest';
import { openAt, openPostgres } from '../../../support/postgres/openPostgres.ts';
import {
  addAccounts,
  adEvent,
  append,
  event,
  landing,
  NOW,
  pixel,
  pixelEvent,
  purchase,
} from '../../store/promises/rows.ts';

const ROWS = 20_000;

/** What others have stored: enough that nobody who can help it reads all of it. */
const OTHERS = `
  INSERT INTO account_state (account_id) SELECT 'acme' || n FROM generate_series(1, ${ROWS}) AS n;
  INSERT INTO seen SELECT 'acme', 'k1', 'x' || n, ${NOW}, 1000000 + n FROM generate_series(1, ${ROWS}) AS n;
  INSERT INTO husks SELECT 'acme', 'k1', sha256(('x' || n)::bytea), 2000000 + n, '', '', 0, 0, '', '', 0
    FROM generate_series(1, ${ROWS}) AS n;
  INSERT INTO happenings SELECT 'acme', 1000000 + n, 'k1', 'x' || n, 'purchase', '7', 'other', ${NOW}, 'v' || n, 'w' || n, 'O' || n,
    '1', 1, NULL, NULL FROM generate_series(1, ${ROWS}) AS n;
  INSERT INTO identities SELECT 'acme', 'w' || n, 'v' || n, 1000000 + n FROM generate_series(1, ${ROWS}) AS n;
  INSERT INTO touches SELECT 'acme', 't' || n, 'view', ${NOW} - n, 1000000 + n, 'v' || n, 'w' || n, 5, NULL, ''
    FROM generate_series(1, ${ROWS}) AS n;
  INSERT INTO conversions (account_id, pixel_id, seq, write_key, message_id, time, anonymous_id, user_id, order_id, currency,
      attribution, campaign)
    SELECT 'acme', 1, 1000000 + n, 'k1', 'x' || n, ${NOW}, 'v' || n, 'w' || n, 'O' || n, '', 'view', ''
    FROM generate_series(1, ${ROWS}) AS n;
  INSERT INTO counted_before SELECT 'acme', 1, sha256(('x' || n)::bytea), n, ${NOW} FROM generate_series(1, ${ROWS}) AS n;
  INSERT INTO refunds SELECT 'acme', 1000000 + n, 'k1', 'x' || n, ${NOW}, 'O' || n, '', 1, '', '', ''
    FROM generate_series(1, ${ROWS}) AS n;
  INSERT INTO visits SELECT 'acme', 'k1', 'v' || n, 's1', 1000000 + n, ${NOW}, ${NOW}, '', '', NULL, NULL, 1, 1, 'direct', '', '', '',
    '', '', '', '', '', '', 0, '{}', 0, '{}', 'people', '', 1, '[]', '[]' FROM generate_series(1, ${ROWS}) AS n;
  INSERT INTO counts SELECT 'acme', 'k1', 'track', 'n' || n, ${NOW}, 1, 0, 0, 0 FROM generate_series(1, ${ROWS}) AS n;
  INSERT INTO last_seen SELECT 'acme', 'k1', 'track', 'n' || n, ${NOW} FROM generate_series(1, ${ROWS}) AS n;
  INSERT INTO known_names SELECT 'acme', 'n' || n, 1 FROM generate_series(1, ${ROWS}) AS n;
  INSERT INTO record_words SELECT 'acme', 'evt_x' || n, 1, 'lead' FROM generate_series(1, ${ROWS}) AS n;
  ANALYZE;`;

/** Beside what a start looks at, and a day's partition that is looked through when it is made. */
const SCANNED = `SELECT relname FROM pg_stat_user_tables WHERE seq_scan > 0 AND relname NOT LIKE 'events_day_%' AND relname NOT IN
  ('migrations', 'this_server', 'store_keys', 'accounts', 'account_state') ORDER BY 1`;

/** Where much of an index was read. */
const WIDE = `SELECT indexrelname AS relname FROM pg_stat_user_indexes WHERE idx_tup_read > ${ROWS / 20}
  AND relname <> 'account_state' ORDER BY 1`;

it('reads by indexes alone, however much is stored', async () => {
  const { store, urls } = await openPostgres();
  await addAccounts(store);
  await store.conversionPixels.add(pixel(1, { min_minutes_per_conv: 10 }));
  await store.pixelEvents.add(pixelEvent('evt_1', { type: 'lead' }));
  await store.close();
  const client = new pg.Client({ connectionString: urls[0]! });
  // The database goes with the test.
  client.on('error', () => {});
  await client.connect();
  await client.query(OTHERS);
  await client.query('SELECT pg_stat_reset()');

  const collector = await openAt(urls, { creditsPerCommit: 1 });
  const refund = (id: string) =>
    event(id, {
      event: 'refund',
      fields: { context: { tgp: { signed: 'true' } }, properties: { order_id: 'A', value: '1' } },
    });
  await append(
    collector,
    event('m1', { type: 'page', event: '', userId: 'u' }),
    landing('m2', { gclid: 'g' }),
    adEvent('m3', 'impression'),
    adEvent('m4', 'click'),
    purchase('m5', { userId: 'u', time: NOW + 1 }, { order_id: 'A', revenue: '2' }),
    purchase('m6', { anonymousId: 'b', time: NOW + 1 }, { order_id: 'A', revenue: '2', currency: 'EUR' }),
    purchase('m7', { time: NOW + 2 }),
    landing('m8', { gclid: 'h' }, { time: NOW - 1 }, 's2'),
    event('m9', { event: 'evt_1', anonymousId: 'v7', userId: 'w7' }),
    event('m10', { event: 'anything' }),
    refund('m11'),
    event('m1'),
  );
  await collector.settled();
  await collector.close();
  const named = async (query: string) =>
    (await client.query<{ relname: string }>(query)).rows.map(({ relname }) => relname);
  const found = { scanned: await named(SCANNED), wide: await named(WIDE) };
  await client.end();
  expect(found).toEqual({ scanned: [], wide: [] });
});
