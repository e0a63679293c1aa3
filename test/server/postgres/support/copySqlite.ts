import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { DAY_MS } from '../../../../src/protocol/durations.ts';
import { buildAny, written } from '../../../../src/server/postgres/kysely.ts';
import type { EventRow, Schema } from '../../../../src/server/postgres/schema.ts';
import type { Server } from '../../../../src/server/postgres/server.ts';

/** A row as both engines have it. */
type Row = Record<string, unknown>;

/** What both engines keep of accounts, one table each, under the same names. */
const SHARED = [
  ...['tags', 'tag_paths', 'saved_pixels', 'pixel_events', 'conversion_pixels', 'line_items', 'campaigns'],
  ...['segments', 'line_item_pixels', 'campaign_pixels', 'account_rules', 'pixel_rules', 'known_names'],
  ...['record_words', 'events', 'husks', 'counts', 'last_seen', 'hour_names', 'happenings', 'kind_counts'],
  ...['kind_seen', 'identities', 'touches', 'conversions', 'credits_due', 'counted_before', 'refunds'],
  ...['retention', 'visits'],
];

/** What a store in a file has of accounts, each row with its account. */
export function readSqlite(file: string): { key: string; accounts: Row[]; tables: Map<string, Row[]> } {
  const db = new DatabaseSync(file, { readOnly: true });
  const all = (sql: string) => db.prepare(sql).all() as Row[];
  const owner = new Map(
    all('SELECT write_key, account_id FROM tags').map(row => [row.write_key, row.account_id]),
  );
  const tables = new Map(
    SHARED.map(table => [
      table,
      all(`SELECT * FROM ${table}`).flatMap(row =>
        row.account_id === undefined && !owner.has(row.write_key)
          ? []
          : [{ account_id: owner.get(row.write_key), ...row }],
      ),
    ]),
  );
  const [{ key }] = all('SELECT key FROM store_keys') as [{ key: string }];
  const accounts = all('SELECT * FROM accounts');
  db.close();
  return { key, accounts, tables };
}

/** What a server has of them. */
export async function readPostgres(server: Server): Promise<Map<string, Row[]>> {
  const tables = new Map<string, Row[]>();
  for (const table of SHARED) tables.set(table, await server.all<Row>(`SELECT * FROM ${table}`));
  return tables;
}

/** Puts what a store in a file has of accounts into a server that has nothing. */
export async function copySqlite(file: string, server: Server): Promise<void> {
  const { key, accounts, tables } = readSqlite(file);
  await server.run(`UPDATE store_keys SET key = $1 WHERE name = 'mark'`, [key]);
  const { id } = (await server.first<{ id: string }>('SELECT id FROM this_server'))!;
  await insert(
    server,
    'accounts',
    accounts.map(row => ({ ...row, server: id })),
  );
  const events = tables.get('events') as unknown as EventRow[];
  const last = Math.max(0, ...[...events, ...tables.get('husks')!].map(row => Number(row.seq)));
  await insert(
    server,
    'account_state',
    accounts.map(row => ({ account_id: row.id, next_seq: last + 1, vocabulary: 1, rules: 1 })),
  );
  for (const day of new Set(events.map(({ received_at }) => Math.floor(received_at / DAY_MS) * DAY_MS))) {
    const name = new Date(day).toISOString().slice(0, 10).replaceAll('-', '');
    const range = `FROM (${day}) TO (${day + DAY_MS})`;
    await server.run(
      written(sql.raw(`CREATE TABLE events_day_${name} PARTITION OF events FOR VALUES ${range}`)),
    );
  }
  for (const [table, rows] of tables) await insert(server, table as keyof Schema, rows);
  await insert(
    server,
    'seen',
    events.map(({ account_id, write_key, message_id, received_at, seq }) => ({
      ...{ account_id, write_key, message_id, received_at, seq },
    })),
  );
  const ids = tables.get('tags')!.flatMap(tag => [
    { kind: 'write_key', id: tag.write_key, account_id: tag.account_id, claimed_at: 0 },
    { kind: 'integration', id: tag.integration_id, account_id: tag.account_id, claimed_at: 0 },
  ]);
  await insert(server, 'public_ids', ids);
}

async function insert(server: Server, table: keyof Schema, rows: Row[]): Promise<void> {
  if (rows.length) await server.run(buildAny.insertInto(table).values(rows));
}
