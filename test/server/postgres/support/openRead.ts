import { onTestFinished } from 'vitest';
import { type Read, read } from '../../../../src/server/postgres/read/read.ts';
import { readServers } from '../../../../src/server/postgres/readServers.ts';
import type { Schema } from '../../../../src/server/postgres/schema.ts';
import type { Server } from '../../../../src/server/postgres/server.ts';
import { Servers } from '../../../../src/server/postgres/servers.ts';
import { partitionOf } from '../../../../src/server/postgres/write/partitions.ts';
import { emptyDatabase } from '../../../support/postgres/openPostgres.ts';
import { DAY } from '../../store/promises/rows.ts';

interface OpenRead {
  reads: Read;
  servers: Servers;
  /** Puts rows into a table of the account's server. What is left out is what columns are by default. */
  put(accountId: string, table: keyof Schema, rows: object[]): Promise<void>;
}

/** Reads of accounts that are on so many servers in turn, each with a tag of its own name. What they have is put in by hand. */
export async function openRead(accounts: readonly string[], count = 1): Promise<OpenRead> {
  const urls: string[] = [];
  for (let at = 0; at < count; at++) urls.push(await emptyDatabase());
  const servers = await Servers.open(readServers(urls.join(' ')), { connections: 5 });
  onTestFinished(() => servers.close());
  const ids: string[] = [];
  for (const server of servers.all) {
    ids.push((await server.first<{ id: string }>('SELECT id FROM this_server'))!.id);
  }
  const serverOf = (account: string): Server => servers.all[accounts.indexOf(account) % count]!;

  const run = (server: Server, sql: string) =>
    server.run({ compile: () => ({ sql, parameters: [] }) } as never);
  const putInto = async (server: Server, table: string, rows: object[]): Promise<void> => {
    const [first = {}] = rows;
    const columns = Object.keys(first).join(', ');
    await server.run(
      `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(null::${table}, $1::json)`,
      [JSON.stringify(rows)],
    );
  };

  for (const [at, id] of accounts.entries()) {
    const server = ids[at % count];
    const row = { id, name: id, advertiser_id: at, business_id: id, created_at: 0, server };
    await putInto(servers.first, 'accounts', [row]);
    await putInto(servers.first, 'public_ids', [{ kind: 'write_key', id, account_id: id, claimed_at: 0 }]);
    await putInto(serverOf(id), 'account_state', [{ account_id: id }]);
  }
  return {
    reads: read({ servers }),
    servers,
    async put(accountId, table, rows) {
      const server = serverOf(accountId);
      if (table === 'events') {
        const days = new Set(rows.map(row => Math.floor((row as { received_at: number }).received_at / DAY)));
        for (const day of days) {
          await run(
            server,
            `CREATE TABLE IF NOT EXISTS ${partitionOf(day * DAY)} PARTITION OF events FOR VALUES FROM (${day * DAY}) TO (${(day + 1) * DAY})`,
          );
        }
      }
      await putInto(server, table, rows);
      if (table !== 'events') return;
      await server.run(
        `INSERT INTO seen SELECT account_id, write_key, message_id, received_at, seq FROM events WHERE account_id = $1
         ON CONFLICT DO NOTHING`,
        [accountId],
      );
      const last = Math.max(...rows.map(row => (row as { seq: number }).seq));
      await server.run(
        'UPDATE account_state SET next_seq = greatest(next_seq, $2::bigint) WHERE account_id = $1',
        [accountId, last + 1],
      );
    },
  };
}

/** An event of an account's tag, as a row. */
export const eventRow = (account_id: string, seq: number, received_at: number, more: object = {}) => ({
  account_id,
  seq,
  write_key: account_id,
  message_id: `${account_id}${seq}`,
  type: 'track',
  event: 'E',
  anonymous_id: 'a',
  user_id: '',
  received_at,
  time: received_at,
  clamped: 0,
  fields: '{}',
  ...more,
});

/** A visit of an account's tag, as a row. */
export const visitRow = (account_id: string, seq: number, started_at: number, more: object = {}) => ({
  account_id,
  write_key: account_id,
  visitor: `v${seq}`,
  session: 's',
  seq,
  started_at,
  ended_at: started_at,
  ...Object.fromEntries(
    ['entry', 'exit', 'channel', 'source', 'medium', 'campaign', 'referrer', 'language', 'device', 'browser']
      .concat('system', 'country', 'why')
      .map(name => [name, '']),
  ),
  views: 1,
  events: 1,
  conversions: 0,
  revenue: '{}',
  ordered: 0,
  ordered_revenue: '{}',
  counted: 'people',
  rules: 1,
  pages: '[["/",1]]',
  names: '[]',
  ...more,
});
