import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { collector, IN_FILE } from '../../support/collector.ts';

it.each([
  ['a tag', ''],
  ['an account', ''],
  ['an account', '?progress=true'],
])('leaves nothing of %s (%s) that was fired while it was removed', async (what, query) => {
  const it = await collector({}, IN_FILE);
  await it.call('POST', '/accounts', { id: 'shop', name: 'Shop' });
  const [tag] = (await it.call('GET', '/accounts/shop/tags')).json().tags;
  const made = await it.call('POST', '/pixel?advertiser_code=shop', { pixel: { name: 'P' } });
  const url = `/px?id=${made.json().response.id}&anonymousId=secret`;
  let [isOver, sent] = [false, 0];
  const fire = async () => (await it.app.inject(`${url}${sent++}`)).statusCode;
  for (let at = 0; at < 250; at++) expect(await fire()).toBe(200);

  const senders = Array.from({ length: 3 }, async () => {
    while (!isOver && sent < 5000) {
      expect([200, 400, 503]).toContain(await fire());
      await new Promise(setImmediate);
    }
  });
  const path = what === 'a tag' ? `/accounts/shop/tags/${tag.write_key}` : '/accounts/shop';
  const answer = await it.call('DELETE', path + query);
  isOver = true;
  await Promise.all(senders);
  await it.store.settled();
  if (query) expect(answer.body).toMatch(/\{"removed":true\}\n$/);
  else expect(answer.statusCode).toBe(204);

  const db = new DatabaseSync(join(it.folder, 'tgp.db'), { readOnly: true });
  const left = (table: string) =>
    db
      .prepare(`SELECT count(*) AS many FROM ${table} WHERE write_key NOT IN (SELECT write_key FROM tags)`)
      .get()?.many;
  expect([left('events'), left('counts'), left('visits')]).toEqual([0, 0, 0]);
  db.close();
});

it('leaves the tag of the demo on, whenever the process ends that empties it', async () => {
  const it = await collector({}, IN_FILE);
  for (let at = 0; at < 600; at++) await it.beacon(`event=E&messageId=m${at}`);
  const db = new DatabaseSync(join(it.folder, 'tgp.db'), { readOnly: true });
  const seen: unknown[] = [];
  const late: Promise<number>[] = [];
  await it.store.eraseTag(it.writeKey, {
    isKept: true,
    onProgress() {
      // What a kill would leave.
      seen.push(db.prepare('SELECT disabled FROM tags WHERE write_key = ?').get(it.writeKey)?.disabled);
      if (!late.length) late.push(it.beacon('event=E&messageId=late').then(({ statusCode }) => statusCode));
    },
  });
  db.close();
  expect(seen.length).toBeGreaterThan(3);
  expect(new Set(seen)).toEqual(new Set([0]));
  expect(await Promise.all(late)).toEqual([503]);
  expect((await it.beacon('event=E&messageId=after')).statusCode).toBe(200);
});
