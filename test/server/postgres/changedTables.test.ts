import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { openPostgres } from '../../support/postgres/openPostgres.ts';
import { ad, addAccounts, adEvent, append, event, pixel, purchase } from '../store/promises/rows.ts';

/** What another program, or a newer version that starts beside it, does to tables that are in use. */
async function owner(url: string): Promise<(sql: string) => Promise<unknown>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return sql => client.query(sql);
}

it('stores and reads on beside a newer version whose tables have one more column', async () => {
  const { store, urls } = await openPostgres({ connections: 10 });
  const run = await owner(urls[0]!);
  await addAccounts(store);
  await store.conversionPixels.add(pixel(1));
  await store.lineItems.add({ ...ad(91), pixels: [1] });
  const sent = (round: string) => [
    adEvent(`seen ${round}`, 'impression', {}, { line_item_id: '91' }),
    purchase(`bought ${round}`, {}, { order_id: round, value: '9' }),
    purchase(`again ${round}`, {}, { order_id: round, value: '9' }),
    event(`other ${round}`, { writeKey: 'o1' }),
  ];
  const use = async (round: string) => {
    // Each of the connections has prepared what it asks.
    const reads = () => [
      store.events({ writeKeys: ['k1'], limit: 9 }),
      store.visits({ writeKeys: ['k1'], limit: 9 }),
      store.conversions({ accounts: ['acme'], limit: 9 }),
      store.accounts.get('acme'),
    ];
    await Promise.all(Array.from({ length: 8 }, reads).flat());
    expect(await append(store, ...sent(round))).toEqual([true, true, true, true]);
    await Promise.all(Array.from({ length: 8 }, () => store.ready()));
  };
  for (const round of ['1', '2', '3']) await use(round);
  for (const table of [
    'account_state',
    'events',
    'visits',
    'touches',
    'conversions',
    'pixel_rules',
    'refunds',
    'credits_due',
    'audit',
    'accounts',
  ])
    await run(`ALTER TABLE ${table} ADD COLUMN newer integer NOT NULL DEFAULT 0`);
  await use('4');
  await use('5');
  // As after a restore of some of its tables.
  await run('ALTER TABLE accounts ALTER COLUMN name TYPE varchar');
  await use('6');
});
