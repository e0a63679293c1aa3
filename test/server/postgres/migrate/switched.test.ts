import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { Source, Target } from '../../../../src/server/cli/migrate/sides.ts';
import { TABLES } from '../../../../src/server/cli/migrate/tables.ts';
import { SqliteStore } from '../../../../src/server/sqlite/sqliteStore.ts';
import type { Store } from '../../../../src/server/store/store.ts';
import { tempDir } from '../../../support/collector.ts';
import { emptyDatabase, openAt } from '../../../support/postgres/openPostgres.ts';
import { addAccounts, event, HOUR, NOW, pixel, purchase } from '../../store/promises/rows.ts';
import { move } from './support/move.ts';

/** What both engines are asked from now on, until the running test ends. */
function recordAll(): string[] {
  const texts: string[] = [];
  const { query } = pg.Client.prototype;
  const { prepare, exec } = DatabaseSync.prototype;
  const spies = [
    vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args: unknown[]) {
      const [asked] = args as [string | { text?: string }];
      texts.push((typeof asked === 'string' ? asked : asked.text) ?? '');
      return (query as (...all: unknown[]) => unknown).apply(this, args);
    } as typeof query),
    vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (this: DatabaseSync, sql) {
      texts.push(sql);
      return exec.call(this, sql);
    }),
    vi.spyOn(DatabaseSync.prototype, 'prepare').mockImplementation(function (this: DatabaseSync, sql) {
      texts.push(sql);
      return prepare.call(this, sql);
    }),
  ];
  onTestFinished(() => spies.forEach(spy => void spy.mockRestore()));
  return texts;
}

/** Of tables that grow by events, whatever is found without a key, a number or an end. */
const GROWING = TABLES.filter(({ isRecord }) => !isRecord).map(({ name }) => name);
const readsAll = (sql: string): boolean =>
  new RegExp(`\\b(FROM|JOIN|USING) (${GROWING.join('|')})\\b`, 'i').test(sql) &&
  !/WHERE [^)]* = |\bmax\(seq\)/.test(sql);

async function fill(store: Store, events: number): Promise<void> {
  await addAccounts(store);
  await store.conversionPixels.add(pixel(1));
  for (let at = 0; at < events; at++) {
    const given = {
      writeKey: at % 3 ? 'k1' : 'o1',
      anonymousId: `v${at % 50}`,
      receivedAt: NOW + at * 60_000,
    };
    await store.append(at % 5 ? event(`m${at}`, given) : purchase(`m${at}`, given, { order_id: `${at}` }));
  }
  await store.settled();
}

/** What arrives just before the switch. */
async function fillLast(store: Store): Promise<void> {
  for (let at = 0; at < 3; at++)
    await store.append(event(`last${at}`, { anonymousId: 'last', receivedAt: NOW + 500 * HOUR + at }));
  await store.settled();
  await store.close();
}

/** Moves a store; gives what was asked of both sides while nothing was stored, and for how many keys. */
async function moveRecorded(texts: string[], from: string, to: string, open: () => Promise<Store>) {
  let keys: number | undefined;
  const counting = <Side extends Source | Target>(side: Side): Side => ({
    ...side,
    byKeys(...[table, all]: Parameters<Side['byKeys']>) {
      if (keys !== undefined) keys += all.length;
      return side.byKeys(table, all);
    },
  });
  const moved = await move(from, to, {
    through: ({ source, target }) => ({
      source: {
        ...source,
        async refuse() {
          await fillLast(await open());
          texts.length = 0;
          keys = 0;
          await source.refuse();
        },
      },
      target: {
        ...counting(target),
        async finish(whole) {
          await target.finish(whole);
          texts.push('finished');
        },
      },
    }),
  });
  const asked = texts.slice(0, texts.indexOf('finished'));
  return { moved, asked, keys };
}

async function play(texts: string[], events: number) {
  const [from, back] = [tempDir(), tempDir()];
  const inFile = async () => new SqliteStore(join(from, 'tgp.db'));
  const store = await inFile();
  await fill(store, events);
  await store.close();
  const url = await emptyDatabase();
  const there = await moveRecorded(texts, from, url, inFile);
  // Of events that a switch had refused there are none: what comes last again is stored by the servers.
  const again = await moveRecorded(texts, url, back, async () => {
    const servers = await openAt([url]);
    await servers.append(event('other', { anonymousId: 'last', receivedAt: NOW + 501 * HOUR }));
    return servers;
  });
  return { there, again, events };
}

it('reads nothing in the switch but what came last, however much there is', {
  timeout: 300_000,
}, async () => {
  const texts = recordAll();
  const [few, many] = [await play(texts, 20), await play(texts, 1000)];
  for (const { there, again, events } of [few, many]) {
    for (const { moved, asked } of [there, again]) {
      expect(moved).toMatchObject({ different: [], report: { different: [] } });
      expect(moved.switchMs).toBeGreaterThan(0);
      expect(asked.filter(readsAll)).toEqual([]);
    }
    // And yet all is told of, with what came last.
    const told = [there, again].map(({ moved }) =>
      moved.report.tables.find(({ table }) => table === 'events'),
    );
    expect(told.map(table => [table!.source, table!.target])).toEqual([
      [events + 3, events + 3],
      [events + 4, events + 4],
    ]);
  }
  for (const way of ['there', 'again'] as const) {
    expect(few[way].keys).toBeGreaterThan(0);
    expect(many[way].keys).toBe(few[way].keys);
    expect(many[way].asked.length).toBe(few[way].asked.length);
  }
});

it('sees in the switch what is not the same on both sides, and lets go of it', async () => {
  const from = tempDir();
  const store = new SqliteStore(join(from, 'tgp.db'));
  await fill(store, 5);
  const url = await emptyDatabase();
  const broken = (how: 'lost' | 'other' | 'more') =>
    move(from, url, {
      through: ({ source, target }) => {
        let isLast = false;
        let isPut = false;
        return {
          source: {
            ...source,
            async refuse() {
              await store.append(event(how));
              await source.refuse();
              isLast = true;
            },
          },
          target: {
            ...target,
            async replace(table, keys, rows) {
              const wrong = isLast && table.name === 'events';
              if (!wrong) return target.replace(table, keys, rows);
              if (how === 'lost') return;
              if (how === 'other') {
                await target.replace(
                  table,
                  keys,
                  rows.map(row => ({ ...row, event: 'another' })),
                );
                return;
              }
              await target.replace(table, keys, rows);
              isPut = true;
            },
            async byKeys(table, keys) {
              const rows = await target.byKeys(table, keys);
              const isMore = how === 'more' && isPut && table.name === 'events';
              return isMore ? [...rows, { ...rows[0], seq: 99 }] : rows;
            },
          },
        };
      },
    });
  for (const how of ['lost', 'other', 'more'] as const) {
    const moved = await broken(how);
    expect(moved.switchMs, how).toBeUndefined();
    expect(moved.report.different, how).toMatchObject([{ table: 'events' }]);
    expect(moved.different[0], how).toMatch(/^events /);
    // It takes events again, and the next run puts it right.
    expect(await store.append(event(`after ${how}`))).toBe(true);
  }
  expect(await move(from, url)).toMatchObject({ different: [], report: { different: [] } });
  await store.close();
});
