import { expect, it } from 'vitest';
import { moveAccount } from '../../../../src/server/cli/migrate/moveAccount.ts';
import { sideOf, withServers } from '../../../../src/server/cli/migrate/places.ts';
import { notedTables } from '../../../../src/server/cli/migrate/postgresNotes.ts';
import { readServers } from '../../../../src/server/postgres/readServers.ts';
import { Server } from '../../../../src/server/postgres/server.ts';
import { Away } from '../../../../src/server/store/errors.ts';
import { openAt, openPostgres } from '../../../support/postgres/openPostgres.ts';
import { addAccounts, event, NOW, pixel, purchase } from '../../store/promises/rows.ts';
import { mortal } from './support/mortal.ts';

const ACCOUNT = 'acme';

/** On which server the account is not: where it may move to. */
const otherThan = async (urls: string[]): Promise<{ from: number; to: number }> => {
  let from = 0;
  await withServers({ option: '--store', value: urls.join(' ') }, async servers => {
    from = (await sideOf(servers)).placeOf(ACCOUNT);
  });
  return { from, to: 1 - from };
};

/** Moves it; with a life of so many steps, again and again. */
const move = (urls: string[], place: number, life = Infinity) =>
  withServers({ option: '--store', value: urls.join(' ') }, async servers => {
    const { ids } = await sideOf(servers);
    return moveAccount({
      servers,
      accountId: ACCOUNT,
      to: ids[place]!,
      show: () => {},
      through: sides => (life === Infinity ? sides : mortal(sides, life)),
    });
  });

async function rowsOn(url: string): Promise<[string, number][]> {
  const server = new Server(readServers(url)[0]!);
  try {
    const counts: [string, number][] = [];
    for (const { name } of [...notedTables(ACCOUNT), { name: 'seen' }]) {
      const row = await server.first<{ n: number }>(
        `SELECT count(*) AS n FROM ${name} WHERE account_id = $1`,
        [ACCOUNT],
      );
      if (row!.n) counts.push([name, row!.n]);
    }
    return counts;
  } finally {
    await server.close();
  }
}

it('moves an account while collectors store events of it: none is lost, none is there twice', {
  timeout: 300_000,
}, async () => {
  const { store, urls } = await openPostgres({}, 2);
  await addAccounts(store);
  await store.conversionPixels.add(pixel(1));
  const others = [store, await openAt(urls)];
  const { from, to } = await otherThan(urls);
  const acknowledged = new Set<string>();
  let isOver = false;
  let refusals = 0;
  let elsewhere = 0;
  const sender = async (number: number) => {
    for (let at = 0; !isOver || at < 20; at++) {
      const id = `${number} ${at}`;
      const given = { writeKey: at % 2 ? 'k1' : 'k2', anonymousId: `v${at % 9}`, receivedAt: NOW + at };
      const sent = at % 5 ? event(id, given) : purchase(id, given, { order_id: `o ${id}`, value: '2' });
      for (let isStored = false; !isStored; ) {
        try {
          await others[number % 2]!.append(sent);
          isStored = true;
        } catch (error) {
          if (!(error instanceof Away)) throw error;
          refusals++;
          // As who sends again does: a moment later.
          await new Promise(resolve => setTimeout(resolve, 10));
        }
      }
      acknowledged.add(id);
      if (at % 10 === 0) {
        await store.append(event(`other ${id}`, { writeKey: 'o1', receivedAt: NOW + at }));
        elsewhere++;
      }
    }
  };
  const senders = Promise.all([0, 1, 2, 3].map(sender));
  const moved = await move(urls, to);
  expect(moved).toMatchObject({ different: [], report: { different: [] } });
  const during = acknowledged.size;
  // And on they go where it is now.
  while (acknowledged.size < during + 40) await new Promise(setImmediate);
  isOver = true;
  await senders;
  expect(moved!.changed).toBeGreaterThan(0);
  expect(refusals).toBeGreaterThan(0);

  const after = await openAt(urls);
  await after.settled();
  const { events } = await after.events({ writeKeys: ['k1', 'k2'], limit: 100_000 });
  expect(events.map(({ messageId }) => messageId).sort()).toEqual([...acknowledged].sort());
  const rest = await after.events({ writeKeys: ['o1'], limit: 100_000 });
  expect(rest.events).toHaveLength(elsewhere);
  const { conversions } = await after.conversions({ accounts: [ACCOUNT], limit: 100_000 });
  expect(conversions).toHaveLength([...acknowledged].filter(id => Number(id.split(' ')[1]) % 5 === 0).length);
  const { tables } = await after.difference();
  expect(tables.map(({ changed }) => changed)).toEqual(tables.map(() => 0));
  expect(await rowsOn(urls[from]!)).toEqual([]);
});

it('goes on with an account where it was stopped, and moves it back', { timeout: 300_000 }, async () => {
  const { store, urls } = await openPostgres({}, 2);
  await addAccounts(store);
  await store.conversionPixels.add(pixel(1));
  for (let at = 0; at < 50; at++)
    await store.append(purchase(`m${at}`, { receivedAt: NOW + at }, { order_id: `${at}` }));
  const { from, to } = await otherThan(urls);
  const before = await rowsOn(urls[from]!);
  for (const place of [to, from]) {
    let isThere = false;
    for (let life = 1; !isThere; life = Math.ceil(life * 1.4)) {
      isThere = await move(urls, place, life).then(
        () => true,
        () => false,
      );
    }
    expect(await rowsOn(urls[place]!)).toEqual(before);
    expect(await rowsOn(urls[1 - place]!)).toEqual([]);
    // There already.
    expect(await move(urls, place)).toBeUndefined();
  }
});
