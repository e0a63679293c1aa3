import { expect, it } from 'vitest';
import { BadCursor } from '../../../src/server/store/errors.ts';
import { allPages, NO_CURSORS } from '../store/promises/allPages.ts';
import { DAY, NOW } from '../store/promises/rows.ts';
import { eventRow, openRead, visitRow } from './support/openRead.ts';

const ACCOUNTS = ['a', 'b', 'c'];

it.each([1, 2])(
  'merges accounts of %i servers whose rows have the same times and numbers, each row once',
  async count => {
    const { reads, put } = await openRead(ACCOUNTS, count);
    for (const account of ACCOUNTS) {
      const seqs = [1, 2, 3, 4];
      const time = (seq: number) => NOW + (seq > 2 ? 1 : 0);
      await put(
        account,
        'events',
        seqs.map(seq => eventRow(account, seq, time(seq), { type: seq % 2 ? 'page' : 'track' })),
      );
      await put(
        account,
        'visits',
        seqs.map(seq => visitRow(account, seq, time(seq))),
      );
      await put(
        account,
        'conversions',
        [1, 2].flatMap(pixel_id =>
          seqs.map(seq => ({
            ...{
              account_id: account,
              pixel_id,
              seq,
              write_key: account,
              message_id: `${account}${seq}`,
              time: time(seq),
            },
            ...{
              anonymous_id: 'a',
              user_id: '',
              order_id: '',
              value: 1,
              currency: 'EUR',
              attribution: 'click',
            },
            ...{ credited_value: 0.1, campaign: '' },
          })),
        ),
      );
      await put(
        account,
        'refunds',
        seqs.map(seq => ({
          ...{
            account_id: account,
            seq,
            write_key: account,
            message_id: `${account}${seq}`,
            time: NOW,
            order_id: 'o',
          },
          ...{ name: 'n', value: 1, value_sent: '', currency: '', marks: '' },
        })),
      );
    }
    const expected = [3, 1].flatMap(seq =>
      ['c', 'b', 'a'].flatMap(each => [`${each}${seq + 1}`, `${each}${seq}`]),
    );
    for (const limit of [1, 2, 5, 12]) {
      const more = (cursor: string | undefined) => ({ limit, ...(cursor && { cursor }) });
      const events = await allPages(async cursor => {
        const page = await reads.events({ writeKeys: ACCOUNTS, ...more(cursor) });
        return { rows: page.events.map(({ messageId }) => messageId), next: page.next };
      });
      expect(events).toEqual(expected);
      const pageViews = await allPages(async cursor => {
        const page = await reads.events({ writeKeys: ACCOUNTS, event: 'E', type: 'page', ...more(cursor) });
        return { rows: page.events.map(({ messageId }) => messageId), next: page.next };
      });
      expect(pageViews).toEqual(expected.filter(id => Number(id[1]) % 2));
      const visits = await allPages(async cursor => {
        const page = await reads.visits({ writeKeys: ACCOUNTS, ...more(cursor) });
        return {
          rows: page.visits.map(each => `${each.write_key}${each.visitor.slice(1)}`),
          next: page.next,
        };
      });
      expect(visits).toEqual(expected);
      const conversions = await allPages(async cursor => {
        const page = await reads.conversions({ accounts: ACCOUNTS, ...more(cursor) });
        return { rows: page.conversions.map(each => `${each.message_id} ${each.pixel_id}`), next: page.next };
      });
      expect(conversions).toEqual(expected.flatMap(id => [`${id} 1`, `${id} 2`]));
      const refunds = await allPages(async cursor => {
        const page = await reads.refunds({ accounts: ACCOUNTS, ...more(cursor) });
        return { rows: page.refunds.map(each => each.message_id), next: page.next };
      });
      expect(refunds).toEqual([4, 3, 2, 1].flatMap(seq => ['c', 'b', 'a'].map(each => `${each}${seq}`)));
    }
    expect(await reads.conversionTotals({ accounts: ACCOUNTS, limit: 9 }, ['pixel'])).toEqual(
      [1, 2].map(pixel_id => ({ pixel_id, currency: 'EUR', count: 12, value: 1.2, refunded: 0 })),
    );
    for (const cursor of NO_CURSORS) {
      await expect(reads.visits({ writeKeys: ACCOUNTS, limit: 1, cursor }), cursor).rejects.toThrow(
        BadCursor,
      );
      await expect(reads.refunds({ accounts: ACCOUNTS, limit: 1, cursor }), cursor).rejects.toThrow(
        BadCursor,
      );
    }
  },
);

it.each([1, 2])('reads the history of accounts of %i servers on from a place in each', async count => {
  const { reads, put } = await openRead(ACCOUNTS, count);
  await put(
    'a',
    'events',
    [1, 2, 3].map(seq => eventRow('a', seq, NOW - seq * DAY)),
  );
  await put(
    'b',
    'events',
    [1, 5].map(seq => eventRow('b', seq, NOW)),
  );
  const ids: string[] = [];
  let after: string | undefined;
  const readOn = async (limit: number, maxBytes?: number) => {
    const found: string[] = [];
    for (;;) {
      const page = await reads.history({ accounts: '*', limit, after, ...(maxBytes && { maxBytes }) });
      found.push(...page.events.map(({ messageId }) => messageId));
      after = page.next;
      if (page.isEnd) return found;
    }
  };
  ids.push(...(await readOn(2)));
  expect(ids).toEqual(['a1', 'b1', 'a2', 'a3', 'b5']);
  expect(await readOn(2)).toEqual([]);
  // Numbers that are less than those of others that were read.
  await put('c', 'events', [eventRow('c', 1, NOW)]);
  await put('a', 'events', [eventRow('a', 4, NOW - 9 * DAY), eventRow('a', 6, NOW)]);
  expect(await readOn(1, 1)).toEqual(['c1', 'a4', 'a6']);
  const page = await reads.history({ accounts: ['a'], from: NOW - 9 * DAY, to: NOW - 2 * DAY + 1, limit: 9 });
  expect(page.events.map(({ messageId }) => messageId)).toEqual(['a2', 'a3', 'a4']);
  for (const cursor of NO_CURSORS) {
    await expect(reads.history({ accounts: '*', limit: 1, after: cursor }), cursor).rejects.toThrow(
      BadCursor,
    );
  }
});

it('finds what a page that looks at enough does not reach on the next ones', async () => {
  const { reads, put } = await openRead(['a', 'b']);
  const many = 11_000;
  await put(
    'a',
    'events',
    Array.from({ length: many }, (_, at) => eventRow('a', at + 1, NOW + at, { user_id: at ? 'u' : 'rare' })),
  );
  await put('b', 'events', [eventRow('b', 1, NOW + 5, { user_id: 'rare' })]);
  const pages: number[] = [];
  const found = await allPages(async cursor => {
    const page = await reads.events({
      writeKeys: ['a', 'b'],
      anonymousId: 'a',
      userId: 'rare',
      limit: 5,
      ...(cursor && { cursor }),
    });
    pages.push(page.events.length);
    return { rows: page.events.map(({ messageId }) => messageId), next: page.next };
  });
  expect(found).toEqual(['b1', 'a1']);
  expect(pages.length).toBeGreaterThan(3);
  const old = await reads.history({ accounts: ['a'], writeKeys: ['b'], limit: 5 });
  expect(old).toMatchObject({ events: [], isEnd: true });
});

it('ends with the reason of its signal, and on the server too', async () => {
  const { reads, servers, put } = await openRead(['a']);
  await put('a', 'visits', [visitRow('a', 1, NOW)]);
  const filter = { writeKeys: ['a'], from: 0, to: NOW + 1, who: 'people' as const, where: [] };
  expect(await reads.reports.totals(filter, new AbortController().signal)).toMatchObject({ visits: 1 });
  const gone = new Error('nobody waits');
  await expect(reads.visits({ writeKeys: ['a'], limit: 1 }, AbortSignal.abort(gone))).rejects.toBe(gone);
  const waiting = `SELECT count(*) AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
  await servers.first.transaction(async session => {
    await session.run('LOCK TABLE visits IN ACCESS EXCLUSIVE MODE');
    const until = async (many: number) => {
      while ((await session.first<{ n: number }>(waiting))!.n !== many) await new Promise(setImmediate);
    };
    const controller = new AbortController();
    const asked = reads.reports.totals(filter, controller.signal);
    const end = expect(asked).rejects.toBe(gone);
    await until(1);
    controller.abort(gone);
    await end;
    await until(0);
  });
});

it('breaks visits down by names whatever their letters', async () => {
  const { reads, put } = await openRead(['a']);
  const names = [
    '/plain',
    'quote"',
    'back\\slash',
    'zero\0',
    'end],[',
    ',x',
    '"],["',
    '\uf8ff0',
    '\\u0000',
    'ü😀',
  ];
  const pairs = (times: number) => JSON.stringify(names.map(name => [name, times]));
  const half = '[["half\\ud800",1]]';
  await put('a', 'visits', [
    visitRow('a', 1, NOW, { names: pairs(2), pages: pairs(1), revenue: '{"\\u0000":1.1,"EUR":0.1}' }),
    visitRow('a', 2, NOW, { names: '[]', pages: half, revenue: '{"EUR":0.2}' }),
    ...names.map((name, at) => visitRow('a', 3 + at, NOW, { names: JSON.stringify([[name, 1]]) })),
  ]);
  const whole = { writeKeys: ['a'], from: 0, to: NOW + 1, who: 'people' as const };
  const { rows } = await reads.reports.top({ ...whole, where: [], dimension: 'event', limit: 99 });
  const told = rows.map(({ value, visits, events }) => `${value} ${visits} ${events}`).sort();
  expect(told).toEqual(names.map(name => `${name} 2 3`).sort());
  const paged = await allPages(async cursor => {
    const page = await reads.reports.top({
      ...whole,
      where: [],
      dimension: 'event',
      limit: 3,
      ...(cursor && { cursor }),
    });
    return { rows: page.rows.map(({ value }) => value), next: page.next };
  });
  expect(paged).toEqual(rows.map(({ value }) => value));
  const pages = await reads.reports.top({ ...whole, where: [], dimension: 'page', limit: 99 });
  expect(pages.rows.map(({ value }) => value)).toContain('half\ufffd');
  for (const name of names) {
    const where = [{ dimension: 'event' as const, values: [name, 'none'] }];
    expect(await reads.reports.totals({ ...whole, where }), name).toMatchObject({ visits: 2, visitors: 2 });
  }
  const { revenue } = await reads.reports.totals({ ...whole, where: [] });
  expect(revenue).toEqual({ '\0': 1.1, EUR: 0.3 });
});

it('sums what is on several servers', async () => {
  const { reads, put } = await openRead(['a', 'b'], 2);
  for (const account of ['a', 'b']) {
    await put(account, 'visits', [
      visitRow(account, 1, NOW, {
        source: 'news',
        revenue: '{"EUR":0.1}',
        conversions: 1,
        why: 'pace,hosting',
      }),
      visitRow(account, 2, NOW + DAY, { source: account, ended_at: NOW + DAY + 1600 }),
    ]);
  }
  const whole = { writeKeys: ['a', 'b'], from: 0, to: NOW + 2 * DAY, who: 'people' as const, where: [] };
  expect(await reads.reports.totals(whole)).toEqual({
    ...{ visitors: 4, visits: 4, views: 4, events: 4, bounces: 4, seconds: 3, conversions: 2 },
    ...{ revenue: { EUR: 0.2 }, visitorsAreEstimated: true },
  });
  const series = await reads.reports.series({
    ...whole,
    starts: [NOW - 1, NOW + 1, NOW + DAY, NOW + DAY + 1],
  });
  expect(series.map(({ visits }) => visits)).toEqual([2, 0, 2]);
  const sources = await allPages(async cursor => {
    const page = await reads.reports.top({
      ...whole,
      dimension: 'source',
      limit: 1,
      ...(cursor && { cursor }),
    });
    return { rows: page.rows.map(({ value, visits }) => [value, visits]), next: page.next };
  });
  expect(sources).toEqual([
    ['news', 2],
    ['a', 1],
    ['b', 1],
  ]);
  expect(await reads.reports.reasons(whole)).toEqual([
    { why: 'hosting', visits: 2, events: 2 },
    { why: 'pace', visits: 2, events: 2 },
  ]);
});
