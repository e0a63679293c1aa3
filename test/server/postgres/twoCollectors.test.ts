import pg from 'pg';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Exists } from '../../../src/server/store/errors.ts';
import { type OpenRecords, twoCollectors } from '../../support/postgres/openRecords.ts';
import { account, ad, NOW, pixel, pixelEvent, tag } from '../store/promises/rows.ts';

/** Until it is so: a collector hears of another's changes a moment later. */
const until = (is: () => Promise<boolean> | boolean) => vi.waitUntil(is, { timeout: 20_000, interval: 5 });

const heard = ({ changes }: OpenRecords) => until(() => changes.isHeard());

/** The first account that is on the first server, or on another. */
const accountAt = ({ servers }: OpenRecords, isFirst: boolean): string =>
  Array.from({ length: 100 }, (_, at) => `n${at}`).find(
    id => (servers.named(servers.placeOf(id)) === servers.first) === isFirst,
  )!;

/** Counts what is asked of a collector's servers. */
function asked({ servers }: OpenRecords): { (): number; begin(): void } {
  const spies = servers.all.flatMap(server => [vi.spyOn(server, 'all'), vi.spyOn(server, 'first')]);
  onTestFinished(() => spies.forEach(spy => void spy.mockRestore()));
  return Object.assign(() => spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0), {
    begin: () => spies.forEach(spy => void spy.mockClear()),
  });
}

async function ask(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

describe('two collectors', () => {
  it.each([1, 2])('on %i servers: what one changes the other has at once', async count => {
    const { one, two } = await twoCollectors(count);
    await heard(two);
    await one.records.accounts.add(account('acme'));
    expect(await two.records.tags.get('k1')).toBeUndefined();
    expect(await two.records.tags.ofPath('p')).toBeUndefined();
    expect(await two.records.tags.ofPixelEvent('e1')).toBeUndefined();
    expect(await two.records.conversionPixels.get(1)).toBeUndefined();
    expect(await two.records.segments.get(1)).toBeUndefined();

    const added = await one.records.tags.add(tag('k1', { path: 'p' }));
    await until(async () => (await two.records.tags.get('k1')) !== undefined);
    await until(async () => (await two.records.tags.ofPath('p')) !== undefined);
    await one.records.pixelEvents.add(pixelEvent('e1'));
    await until(async () => (await two.records.tags.ofPixelEvent('e1'))?.write_key === 'k1');
    await one.records.segments.add(ad(1));
    await until(async () => (await two.records.segments.get(1)) !== undefined);
    const read = await one.records.conversionPixels.add(pixel(1));
    await until(async () => (await two.records.conversionPixels.get(1)) !== undefined);

    await one.records.conversionPixels.change(read, { post_click_value: 5 });
    await until(async () => (await two.records.conversionPixels.get(1))?.post_click_value === 5);
    await one.records.tags.change(added, { disabled: 1, path: 'q' });
    await until(async () => (await two.records.tags.get('k1'))?.disabled === 1);
    await until(async () => (await two.records.tags.ofPath('q')) !== undefined);
    expect(await two.records.accounts.get('acme')).toMatchObject({ redirect_hosts: '[]' });
    await one.records.accounts.change(account('acme'), { redirect_hosts: '["b.example"]' });
    await until(async () => (await two.records.accounts.get('acme'))?.redirect_hosts === '["b.example"]');
    await one.records.tags.remove('k1');
    await until(async () => (await two.records.tags.get('k1')) === undefined);
    await until(async () => (await two.records.tags.ofPath('q')) === undefined);
    await two.records.tags.add(tag('k1'));
    await until(async () => (await one.records.tags.get('k1')) !== undefined);
  });

  it('know by heart what beacons ask for, as copies', async () => {
    const { one } = await twoCollectors();
    await heard(one);
    await one.records.accounts.add(account('acme'));
    await one.records.tags.add(tag('k1', { path: 'p' }));
    await one.records.conversionPixels.add(pixel(1));
    const later = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 5_000);
    onTestFinished(() => later.mockRestore());
    const all = () =>
      Promise.all([
        one.records.tags.get('k1'),
        one.records.tags.ofPath('p'),
        one.records.accounts.get('acme'),
        one.records.conversionPixels.get(1),
        one.records.tags.get('nothing'),
        one.records.tags.ofPath('nothing'),
        one.records.segments.get(9),
      ]);
    const count = asked(one);
    // It hears of its own changes too.
    await until(async () => {
      const before = count();
      await all();
      return count() === before;
    });
    count.begin();
    const first = await all();
    const before = structuredClone(first);
    for (const row of first) if (row) Object.assign(row, { account_id: 'changed' });
    for (let n = 0; n < 50; n++) expect(await all()).toEqual(before);
    expect(count()).toBe(0);
  });

  it('ask once for all of a flood of keys that are none', async () => {
    const { one } = await twoCollectors(2);
    await heard(one);
    const count = asked(one);
    const flood = (from: number) =>
      Promise.all(Array.from({ length: 1_000 }, (_, at) => one.records.tags.get(`none ${from + at}`)));
    expect((await flood(0)).filter(Boolean)).toEqual([]);
    for (let n = 0; n < 5; n++) await flood(0);
    await flood(900);
    expect(count()).toBeLessThan(6);
  });

  it('hear of changes again after their connection was cut', async () => {
    const { one, two, urls } = await twoCollectors();
    await heard(one);
    await heard(two);
    await one.records.accounts.add(account('acme'));
    const added = await one.records.tags.add(tag('k1'));
    expect(await two.records.tags.get('k1')).toEqual(tag('k1'));
    await ask(
      urls[0]!,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await until(async () => one.records.tags.change(added, { name: 'Another' }).catch(() => false));
    await until(async () => (await two.records.tags.get('k1').catch(() => undefined))?.name === 'Another');
    await heard(two);
    await one.records.tags.change(added, { name: 'Third' });
    await until(async () => (await two.records.tags.get('k1'))?.name === 'Third');
  });

  it('go on with the accounts that they know while the first server is away', async () => {
    const { one, urls } = await twoCollectors(2);
    await heard(one);
    const id = accountAt(one, false);
    await one.records.accounts.add(account(id));
    await one.records.tags.add(tag('k1', { account_id: id, path: 'p' }));
    const all = () =>
      Promise.all([
        one.records.tags.get('k1'),
        one.records.tags.ofPath('p'),
        one.records.accounts.get(id).then(row => row?.id),
      ]);
    // What it changed just now it asks for again each time.
    const later = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 5_000);
    onTestFinished(() => later.mockRestore());
    const before = await all();
    const name = new URL(urls[0]!).pathname.slice(1);
    const other = urls[0]!.replace(name, 'postgres');
    await ask(other, `ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await ask(other, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
    await until(() => !one.changes.isHeard());
    later.mockReturnValue(Date.now() + 10_000);
    for (let n = 0; n < 3; n++) expect(await all()).toEqual(before);
    await expect(one.records.tags.get('k2')).rejects.toThrow('the store is not ready');
    later.mockRestore();
    await ask(other, `ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    await heard(one);
    expect(await one.records.tags.get('k2')).toBeUndefined();
  });
});

describe('an id that is one in all servers', () => {
  it.each([1, 2])('on %i servers goes to one of those that want it at once', async count => {
    const { one, two } = await twoCollectors(count);
    const [a, b] = count === 1 ? ['a', 'b'] : [accountAt(one, true), accountAt(one, false)];
    for (const id of [a, b]) await one.records.accounts.add(account(id));
    const adds: [string, (of: OpenRecords, account_id: string, n: number) => Promise<unknown>][] = [
      [
        'write_key',
        ({ records }, account_id, n) =>
          records.tags.add(
            tag(`k${n}`, { account_id, integration_id: `${account_id} ${n} ${Math.random()}` }),
          ),
      ],
      [
        'path',
        ({ records }, account_id, n) =>
          records.tags.add(
            tag(`p${Math.random()}`, { account_id, path: `p${n}`, integration_id: `${Math.random()}` }),
          ),
      ],
      ['id', ({ records }, account_id, n) => records.conversionPixels.add(pixel(n + 1, { account_id }))],
      ['id', ({ records }, account_id, n) => records.pixelEvents.add(pixelEvent(`e${n}`, { account_id }))],
    ];
    for (const [field, add] of adds) {
      for (let n = 0; n < 6; n++) {
        // Of two accounts, and of one.
        const others = n % 3 === 2 ? [b, b] : [a, b];
        const done = await Promise.allSettled([add(one, others[0]!, n), add(two, others[1]!, n)]);
        const failed = done.filter(each => each.status === 'rejected');
        expect(failed.map(({ reason }) => [reason instanceof Exists, reason.field])).toEqual([[true, field]]);
      }
    }
    expect(await one.records.conversionPixels.list('*')).toHaveLength(6);
    for (let id = 1; id <= 6; id++) expect(await two.records.conversionPixels.get(id)).toBeDefined();
  });

  it('whose record never came is in nobody’s way for long', async () => {
    const { one, two } = await twoCollectors(2);
    const [a, b] = [accountAt(one, true), accountAt(one, false)];
    for (const id of [a, b]) await one.records.accounts.add(account(id));
    const claim = (kind: string, id: string, accountId: string, time: number) =>
      one.servers.first.run(
        'INSERT INTO public_ids (kind, id, account_id, claimed_at) VALUES ($1, $2, $3, $4)',
        [kind, id, accountId, time],
      );
    // A collector was stopped in between.
    await claim('conversion_pixel', '1', b, Date.now());
    await expect(two.records.conversionPixels.add(pixel(1, { account_id: a }))).rejects.toMatchObject({
      field: 'id',
    });
    expect(await two.records.conversionPixels.add(pixel(1, { account_id: b }))).toMatchObject({ id: 1 });
    await claim('conversion_pixel', '2', b, NOW - 60_000);
    expect(await two.records.conversionPixels.add(pixel(2, { account_id: a }))).toMatchObject({ id: 2 });
    await expect(two.records.conversionPixels.add(pixel(2, { account_id: b }))).rejects.toThrow(Exists);
    // One whose record is there stays, however old.
    await one.servers.first.run('UPDATE public_ids SET claimed_at = 0');
    for (const id of [1, 2]) {
      for (const account_id of [a, b]) {
        await expect(two.records.conversionPixels.add(pixel(id, { account_id }))).rejects.toThrow(Exists);
      }
    }
    await claim('conversion_pixel', '3', 'gone', 0);
    expect(await two.records.conversionPixels.add(pixel(3, { account_id: b }))).toMatchObject({ id: 3 });
  });

  it('is given back where its record could not be added', async () => {
    const { one } = await twoCollectors(2);
    const [a, b] = [accountAt(one, true), accountAt(one, false)];
    for (const id of [a, b]) await one.records.accounts.add(account(id));
    await one.records.conversionPixels.add(pixel(1, { account_id: b, code: 'c' }));
    await expect(
      one.records.conversionPixels.add(pixel(2, { account_id: b, code: 'c' })),
    ).rejects.toMatchObject({
      field: 'code',
    });
    expect(await one.records.conversionPixels.add(pixel(2, { account_id: a }))).toMatchObject({ id: 2 });
    await one.records.conversionPixels.remove(1);
    expect(await one.records.conversionPixels.add(pixel(1, { account_id: a }))).toMatchObject({ id: 1 });
    const kept = await one.servers.first.all('SELECT kind, id, account_id FROM public_ids ORDER BY id');
    expect(kept).toEqual([1, 2].map(id => ({ kind: 'conversion_pixel', id: `${id}`, account_id: a })));
  });
});
