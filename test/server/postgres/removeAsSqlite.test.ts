import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changes } from '../../../src/server/postgres/changes.ts';
import type { Context } from '../../../src/server/postgres/context.ts';
import { readServers } from '../../../src/server/postgres/readServers.ts';
import { removing } from '../../../src/server/postgres/remove/remove.ts';
import { Servers } from '../../../src/server/postgres/servers.ts';
import { SqliteStore } from '../../../src/server/sqlite/sqliteStore.ts';
import { marks } from '../../../src/server/store/marks.ts';
import { emptyDatabase } from '../../support/postgres/openPostgres.ts';
import { tempRoot } from '../../support/tempRoot.ts';
import { account, addAccounts, DAY, event, NOW, pixel, tag } from '../store/promises/rows.ts';
import { step } from '../store/support/steps.ts';
import { copySqlite, readPostgres, readSqlite } from './support/copySqlite.ts';

/** What is removed, the same of both engines. */
const removal = fc.oneof(
  fc.record({ what: fc.constant('forget' as const), days: fc.constantFrom(2, 3, 4) }),
  fc.record({ what: fc.constant('anonymous_id' as const), id: fc.constantFrom('a', 'b') }),
  fc.record({ what: fc.constant('user_id' as const), id: fc.constant('u') }),
  fc.record({ what: fc.constant('tag' as const), key: fc.constantFrom('k1', 'k2', 'o1') }),
  fc.record({ what: fc.constant('account' as const), id: fc.constantFrom('acme', 'other') }),
);

const sample = fc.record({
  steps: fc.array(step, { minLength: 10, maxLength: 60, size: 'max' }),
  removals: fc.array(removal, { minLength: 1, maxLength: 4 }),
});

/** Columns of an engine's own. */
const OWN = new Set(['rowid', 'small']);

/** Of a tag that is erased, SQLite leaves of these what was told by its events alone. */
const AFTER_TAG = new Set(['identities', 'refunds']);

/** Rows as both engines give them, in one order. What is put in the place of another may be any that is as good. */
const shown = (tables: Map<string, Record<string, unknown>[]>, without: ReadonlySet<string> = new Set()) =>
  Object.fromEntries(
    [...tables]
      .filter(([table]) => !without.has(table))
      .map(([table, rows]) => [
        table,
        rows
          .map(row =>
            JSON.stringify(
              Object.entries(row)
                .filter(([name]) => !OWN.has(name) && !(table === 'identities' && name === 'seq'))
                .map(([name, value]) => [
                  name,
                  value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
                ])
                .sort(([one], [other]) => (one! < other! ? -1 : 1)),
            ),
          )
          .sort(),
      ]),
  );

/**
 * The newest event of all, which nothing here removes: where that one is erased SQLite keeps none in its place, since its number is taken,
 * and PostgreSQL the newest that is left.
 */
async function addNewest(store: SqliteStore): Promise<void> {
  await store.accounts.add(account('newest'));
  await store.tags.add(tag('n1', { account_id: 'newest' }));
  await store.append(
    event('newest', { writeKey: 'n1', anonymousId: 'n', receivedAt: NOW + DAY, time: NOW + DAY }),
  );
}

it('leaves in every table what SQLite leaves', { timeout: 480_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(sample, async ({ steps, removals }) => {
      const folder = mkdtempSync(join(tempRoot, 'tgp-remove-'));
      const file = join(folder, 'tgp.db');
      const store = new SqliteStore(file);
      await addAccounts(store);
      await store.conversionPixels.add(pixel(1, { post_click_expire_mins: 60 }));
      for (const each of steps) await each.run(store).catch(() => {});
      await addNewest(store);
      await store.settled();
      const servers = await Servers.open(readServers(await emptyDatabase()), { connections: 3 });
      try {
        await copySqlite(file, servers.first);
        expect(shown(await readPostgres(servers.first))).toEqual(shown(readSqlite(file).tables));
        const mark = marks(readSqlite(file).key);
        const told = changes(servers);
        told.listen(accountId => servers.forget(accountId));
        const context: Context = {
          servers,
          changes: told,
          mark: (kind, value) => Buffer.from(mark(kind, value), 'hex'),
          ensureRoom() {},
        };
        const own = removing(context, { events: store.events.bind(store), visits: store.visits.bind(store) });
        let without: ReadonlySet<string> | undefined;
        for (const each of removals) {
          const of = (engine: Pick<SqliteStore, 'forget' | 'people' | 'eraseTag' | 'eraseAccount'>) => {
            if (each.what === 'forget') return engine.forget(NOW + DAY, each.days);
            if (each.what === 'tag') return engine.eraseTag(each.key);
            if (each.what === 'account') return engine.eraseAccount(each.id);
            return engine.people.erase({ accounts: ['acme', 'other'], by: each.what, id: each.id });
          };
          const said = await of(store);
          expect(await of(own as never), each.what).toEqual(said);
          if (each.what === 'tag') without = AFTER_TAG;
          const left = shown(await readPostgres(servers.first), without);
          expect(left, each.what).toEqual(shown(readSqlite(file).tables, without));
        }
      } finally {
        await servers.close();
        await store.close();
        rmSync(folder, { recursive: true });
      }
    }),
    { numRuns: 8, endOnFailure: true },
  );
});
