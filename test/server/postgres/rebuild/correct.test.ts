import { expect, it, onTestFinished } from 'vitest';
import { readServers } from '../../../../src/server/postgres/readServers.ts';
import { type Alone, aloneIn } from '../../../../src/server/postgres/rebuild/alone.ts';
import { corrections, type Key } from '../../../../src/server/postgres/rebuild/correct.ts';
import { dropRebuild, lookAtAll, makeFresh } from '../../../../src/server/postgres/rebuild/fresh.ts';
import { Server } from '../../../../src/server/postgres/server.ts';
import type { Query, Session } from '../../../../src/server/postgres/session.ts';
import type { Value } from '../../../../src/server/postgres/texts.ts';
import { emptyDatabase } from '../../../support/postgres/openPostgres.ts';
import { fillMany, MANY } from '../support/fillMany.ts';
import { rowsRead } from '../support/rowsRead.ts';

async function opened() {
  const server = new Server(readServers(await emptyDatabase())[0]!);
  let end = () => {};
  const ended = new Promise<void>(resolve => {
    end = resolve;
  });
  let isOver: Promise<void> | undefined;
  const own = await new Promise<Alone>((resolve, reject) => {
    isOver = aloneIn([server], ([own]) => {
      resolve(own!);
      return ended;
    });
    isOver.catch(reject);
  });
  onTestFinished(async () => {
    end();
    await isOver;
    await server.close();
  });
  await own.transaction(session => makeFresh(session, own.live));
  return { server, own };
}

/** How many rows of each table are wrong, and whether there was more than one step. */
async function changedBy(own: Alone, accountId: string, isDry: boolean): Promise<Record<string, number>> {
  const changed: Record<string, number> = {};
  for (const { name, step } of corrections(own.live, isDry)) {
    let after: Key | undefined;
    do {
      const done = await own.transaction(session => step(session, accountId, after));
      after = done.last;
      if (done.changed) changed[name] = Math.max(changed[name] ?? 0, 0) + done.changed;
    } while (after);
  }
  return changed;
}

const put = (server: Server, schema: string, table: string, values: string) =>
  server.run(`INSERT INTO ${schema}.${table} ${values}`);

it('looks at no more rows in a step than it compares', async () => {
  const { server, own } = await opened();
  await server.transaction(session => fillMany(session, 'here'), { statementMs: 0 });
  const seen: Record<string, number> = {};
  for (const { name, step } of corrections(own.live, true)) {
    await server.run(`INSERT INTO tgp_rebuild.${name} SELECT * FROM public.${name} ON CONFLICT DO NOTHING`);
    await own.transaction(session => lookAtAll(session, own.live));
    await own.transaction(async session => {
      const counting: Session = {
        ...session,
        run: (query, values) => session.run(query, values),
        async first<Row>(query: Query<Row>, values?: readonly Value[]) {
          for (const { rows, isScan } of await rowsRead(session, {
            text: query as string,
            values: [...values!],
          })) {
            expect(isScan).toBe(false);
            seen[name] = Math.max(seen[name] ?? 0, rows);
          }
          return session.first(query, values);
        },
      };
      const { last } = await step(counting, MANY);
      if (last) await step(counting, MANY, last);
    });
  }
  expect(Object.keys(seen).length).toBeGreaterThan(10);
  expect(Object.entries(seen).filter(([, rows]) => rows > 1000)).toEqual([]);
});

it('compares rows by their keys, over many steps, of one account alone', async () => {
  const { server, own } = await opened();
  for (const schema of ['public', 'tgp_rebuild']) {
    await put(
      server,
      schema,
      'last_seen',
      `SELECT 'a', 'k' || i % 3, 'track', 'E' || i, i FROM generate_series(1, 5000) AS i`,
    );
    await put(server, schema, 'last_seen', `VALUES ('b', 'k', 'track', '${schema}', 1)`);
  }
  expect(await changedBy(own, 'a', false)).toEqual({});
  await server.run(`DELETE FROM last_seen WHERE time % 100 = 0 AND account_id = 'a'`);
  await server.run(`UPDATE last_seen SET time = 9 WHERE time % 100 = 1 AND account_id = 'a'`);
  await server.run(
    `INSERT INTO last_seen SELECT 'a', 'k9', 'track', 'F' || i, i FROM generate_series(1, 30) AS i`,
  );
  for (const isDry of [true, false]) expect(await changedBy(own, 'a', isDry)).toEqual({ last_seen: 130 });
  expect(await changedBy(own, 'a', false)).toEqual({});
  const rest = await server.all(
    `SELECT * FROM last_seen WHERE account_id = 'a' EXCEPT SELECT * FROM tgp_rebuild.last_seen`,
  );
  expect(rest).toEqual([]);
  expect(await server.all(`SELECT event FROM last_seen WHERE account_id = 'b'`)).toEqual([
    { event: 'public' },
  ]);
});

it('leaves what was made of events that are gone', async () => {
  const { server, own } = await opened();
  await put(server, 'public', 'retention', `VALUES ('a', 'k', 7200000, 0)`);
  await put(server, 'public', 'seen', `VALUES ('a', 'k', 'm3', 9, 3)`);
  const count = (hour: number, many: number) => `VALUES ('a', 'k', 'page', '', ${hour}, ${many}, 0, 0, 0)`;
  await put(server, 'public', 'counts', count(3_600_000, 5));
  await put(server, 'tgp_rebuild', 'counts', count(3_600_000, 2));
  await put(server, 'public', 'counts', count(7_200_000, 5));
  await put(server, 'tgp_rebuild', 'counts', count(7_200_000, 2));
  const touch = (id: string, seq: number) =>
    `VALUES ('a', '${id}', 'click', 8000000, ${seq}, 'v', '', NULL, NULL, '')`;
  await put(server, 'public', 'touches', touch('gone', 2));
  await put(server, 'public', 'touches', touch('wrong', 3));
  await put(server, 'tgp_rebuild', 'touches', touch('new', 2));
  const seen = (time: number) => `VALUES ('a', 'k', 'page', '', ${time})`;
  await put(server, 'public', 'last_seen', seen(9_000_000));
  await put(server, 'tgp_rebuild', 'last_seen', seen(8_000_000));
  for (const isDry of [true, false]) {
    expect(await changedBy(own, 'a', isDry)).toEqual({ counts: 1, touches: 1 });
  }
  expect(await server.all('SELECT count FROM counts ORDER BY hour')).toEqual([{ count: 5 }, { count: 2 }]);
  expect(await server.all('SELECT id FROM touches')).toEqual([{ id: 'gone' }]);
  expect(await server.all('SELECT time FROM last_seen')).toEqual([{ time: 9_000_000 }]);
});

it('leaves a conversion credited to a touch that is gone, and to the collector what it is to credit', async () => {
  const { server, own } = await opened();
  await put(server, 'public', 'seen', `SELECT 'a', 'k', 'm' || i, 9, i FROM generate_series(1, 4) AS i`);
  const conversion = (schema: string, seq: number, value: number, touch: string, visitor = 'v', by = '[]') =>
    put(
      server,
      schema,
      'conversions',
      `(account_id, pixel_id, seq, write_key, message_id, time, anonymous_id, user_id, order_id, value, currency, attribution,
          credited_value, touch_id, touch_time, campaign, completed_by)
        VALUES ('a', 1, ${seq}, 'k', 'm', 5, '${visitor}', '', '', ${value}, '', 'click', 1, ${touch}, '', '${by}')`,
    );
  // Its touch is gone with a person: nothing says which it was.
  await conversion('public', 1, 7, 'NULL, 3');
  await conversion('tgp_rebuild', 1, 8, 'NULL, NULL');
  // It is to be credited again.
  await conversion('public', 2, 7, 'NULL, NULL', 'due');
  await conversion('tgp_rebuild', 2, 8, 'NULL, NULL', 'due');
  await put(server, 'public', 'credits_due', `VALUES ('a', 'due', '', 0, 0)`);
  // One of the events that told of it is gone.
  await conversion('public', 3, 7, 'NULL, NULL', 'v', '[[9,"value"]]');
  await conversion('tgp_rebuild', 3, 8, 'NULL, NULL', 'v', '[[9,"value"]]');
  await conversion('public', 4, 7, `'t', 3`);
  await conversion('tgp_rebuild', 4, 7, 'NULL, NULL');
  for (const isDry of [true, false]) expect(await changedBy(own, 'a', isDry)).toEqual({ conversions: 2 });
  expect(await server.all('SELECT seq, value, touch_id, touch_time FROM conversions ORDER BY seq')).toEqual([
    { seq: 1, value: 8, touch_id: null, touch_time: 3 },
    { seq: 2, value: 7, touch_id: null, touch_time: null },
    { seq: 3, value: 7, touch_id: null, touch_time: null },
    { seq: 4, value: 7, touch_id: null, touch_time: null },
  ]);
});

it('keeps what a rebuild did until events go, and makes it anew in another form', async () => {
  const { server, own } = await opened();
  const places = () => server.all('SELECT account_id, seq FROM tgp_rebuild.replayed ORDER BY account_id');
  const again = () => own.transaction(session => makeFresh(session, own.live));
  const replayed = () =>
    put(server, 'tgp_rebuild', 'replayed', `VALUES ('a', 5), ('b', 5), ('c', 5), ('put back', 5)`);
  await server.run(
    `INSERT INTO account_state (account_id, next_seq) VALUES ('a', 9), ('b', 9), ('put back', 5)`,
  );
  await replayed();
  await put(server, 'tgp_rebuild', 'hour_names', `VALUES ('a', 'k', 0, 1), ('b', 'k', 0, 1)`);
  await again();
  expect(await places()).toEqual([
    { account_id: 'a', seq: 5 },
    { account_id: 'b', seq: 5 },
  ]);

  await server.transaction(session => dropRebuild(session, 'a', 5));
  expect(await places()).toHaveLength(2);
  await server.transaction(session => dropRebuild(session, 'a', 6));
  expect(await places()).toEqual([{ account_id: 'b', seq: 5 }]);
  expect(await server.all('SELECT account_id FROM tgp_rebuild.hour_names')).toEqual([{ account_id: 'b' }]);

  await server.run(`UPDATE tgp_rebuild.made SET form = 'of another version'`);
  await again();
  expect(await places()).toEqual([]);
});

it('is the only one of its server', async () => {
  const server = new Server(readServers(await emptyDatabase())[0]!);
  onTestFinished(() => server.close());
  const again = aloneIn([server], () => aloneIn([server], async () => {}));
  await expect(again).rejects.toThrow(/a rebuild of .* is under way: wait for its end/);
  expect(await aloneIn([server], async ([{ live } = {}]) => live)).toBe('public');
});
