import pg from 'pg';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createApp } from '../../../src/server/app.ts';
import { ADMIN, CHEAP, tempDir } from '../../support/collector.ts';
import { openAt, openPostgres } from '../../support/postgres/openPostgres.ts';
import { addAccounts, append, landing } from '../store/promises/rows.ts';

it('refuses what comes for a tag or an account that is being removed by this collector', async () => {
  const { store } = await openPostgres();
  await addAccounts(store);
  await append(store, landing('before', {}));
  const ofTag = store.eraseTag('k1');
  await expect(store.append(landing('meanwhile', {}))).rejects.toThrow('is being removed');
  expect(await ofTag).toBe(true);
  const others = landing('others', {}, { writeKey: 'o1' });
  await append(store, others);
  const ofAccount = store.eraseAccount('other');
  // What comes before the store has asked for the account's tags is stored, and removed with the rest.
  let late = 0;
  const refused = () =>
    expect(store.append({ ...others, messageId: `late${late++}` })).rejects.toThrow(
      /is being removed|gone|no tag/,
    );
  await vi.waitFor(refused, { interval: 1, timeout: 20_000 });
  expect(await ofAccount).toBe(true);
  await refused();
});

it.each(['a tag', 'an account'])(
  'leaves nothing of %s that any collector has taken meanwhile',
  async what => {
    const { store, urls } = await openPostgres();
    const apps = await Promise.all(
      [store, await openAt(urls)].map(each =>
        createApp({ store: each, passwordCost: CHEAP, adminToken: ADMIN, distDir: tempDir() }),
      ),
    );
    for (const app of apps) onTestFinished(() => app.close());
    const headers = { authorization: `Bearer ${ADMIN}` };
    const call = (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) =>
      apps[0]!.inject({ method, url, headers, ...(payload && { payload }) });
    await call('POST', '/accounts', { id: 'shop', name: 'Shop' });
    const [tag] = (await call('GET', '/accounts/shop/tags')).json().tags;
    const made = await call('POST', '/pixel?advertiser_code=shop', { pixel: { name: 'P' } });
    const px = `/px?id=${made.json().response.id}&anonymousId=secret`;
    const beacon = `/pixel/v1/track?writeKey=${tag.write_key}&event=E&anonymousId=x&messageId=m`;
    let [isOver, sent] = [false, 0];
    const fire = async () => {
      const at = sent++;
      return (await apps[at % 2]!.inject(`${at % 3 ? px : beacon}${at}`)).statusCode;
    };
    for (let at = 0; at < 60; at++) expect(await fire()).toBe(200);
    const senders = Array.from({ length: 6 }, async () => {
      while (!isOver && sent < 5000) expect([200, 400, 401, 503]).toContain(await fire());
    });
    const path = what === 'a tag' ? `/accounts/shop/tags/${tag.write_key}` : '/accounts/shop';
    expect((await call('DELETE', path)).statusCode).toBe(204);
    isOver = true;
    await Promise.all(senders);

    const client = new pg.Client({ connectionString: urls[0]! });
    await client.connect();
    for (const table of ['events', 'counts', 'visits', 'seen']) {
      const left = `SELECT 1 FROM ${table} WHERE write_key NOT IN (SELECT write_key FROM tags)`;
      expect((await client.query(left)).rows, table).toEqual([]);
    }
    await client.end();
  },
);
