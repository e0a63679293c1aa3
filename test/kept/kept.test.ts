import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { collector, storedEvents, tempDir } from '../support/collector.ts';
import { keptFolder, keptVersions, readKept, readPage, unpackStore } from './kept.ts';
import { readWhole } from './readWhole.ts';

const isBare = (url: string, before: unknown): boolean =>
  url.endsWith('/tags') && !(before as { tags: object[] }).tags.length;

/** What could publish is called so by its role since. */
const inTodaysWords = (url: string, before: object): object =>
  url === '/users'
    ? {
        users: (before as { users: { role: string }[] }).users.map(user => ({
          ...user,
          role: user.role === 'editor' ? 'publisher' : user.role,
        })),
      }
    : before;

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const { version: today } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { version: string };

describe.each(keptVersions())('what %s stored', version => {
  const kept = readKept(version);

  /** Today's collector on that version's store, at the time when that was kept. */
  async function opened() {
    const folder = tempDir();
    unpackStore(version, folder);
    const parts = { version: today, distDir: DIST, now: () => kept.now };
    const it = await collector(parts, { folder });
    const get = async (url: string, token?: string) => {
      const answer = await it.call('GET', url, undefined, token);
      if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`);
      return answer.json();
    };
    return { ...it, get };
  }

  it.each(Object.keys(kept.answers))('is answered as then to %s', async name => {
    const { get } = await opened();
    const asked = kept.answers[name]!;
    expect(Object.keys(asked).length).toBeGreaterThan(0);
    for (const [url, before] of Object.entries(asked)) {
      const answer = await readWhole(address => get(address, kept.tokens[name]), url);
      // What is new in an answer may be there; what was there must be. An account without a tag has one since.
      if (isBare(url, before))
        expect(answer, url).toMatchObject({ tags: [{ name: 'First tag', domain: '' }] });
      else expect(answer, url).toMatchObject(inTodaysWords(url, before as object));
    }
  });

  it('is counted again only when that is said, by the vocabulary of today, and then never differs', async () => {
    const { store, get } = await opened();
    const asked = kept.answers.everyone!;
    const same = async () => {
      // An account without a tag has one since.
      for (const [url, before] of Object.entries(asked))
        if (!isBare(url, before))
          expect(await readWhole(address => get(address, kept.tokens.everyone), url), url).toMatchObject(
            inTodaysWords(url, before as object),
          );
    };
    expect(await get('/status')).toMatchObject({ rebuild_offered: true });
    const { events, tables, kinds } = await store.difference();
    expect(events).toBeGreaterThan(200);
    expect(tables.every(({ rows }) => rows > 0)).toBe(true);
    const purchase = kinds.find(({ kind }) => kind === 'purchase')!;
    expect(purchase.events.after).toBeGreaterThan(purchase.events.before);
    expect(purchase.conversions.after).toBeGreaterThan(purchase.conversions.before);
    await same();
    expect(await get('/status')).toMatchObject({ rebuild_offered: true });

    expect((await store.rebuild()).tables).toEqual(
      tables.map(each => ({ ...each, rows: expect.any(Number) })),
    );
    expect(await get('/status')).not.toHaveProperty('rebuild_offered');
    const then = await store.difference();
    for (const table of then.tables) expect(table).toMatchObject({ changed: 0 });
    expect(then.kinds).toEqual(
      kinds.map(({ kind, events, conversions }) => ({
        kind,
        events: { before: events.after, after: events.after },
        conversions: { before: conversions.after, after: conversions.after },
      })),
    );
    for (const { changed } of (await store.rebuild()).tables) expect(changed).toBe(0);
  });

  it('takes a new beacon, a stored one once, and a log-in by the old password', async () => {
    const it = await opened();
    const { call, get, app } = it;
    const before = (await get('/status')).events_stored;
    const { events } = await get('/events?type=track&limit=100');
    const known = events.find(({ writeKey }: { writeKey: string }) => writeKey === kept.writeKey);
    const send = (messageId: string, event: string, order = '') =>
      app.inject(
        `/pixel/v1/track?writeKey=${kept.writeKey}&anonymousId=new&event=${encodeURIComponent(event)}&messageId=${messageId}${order}`,
      );
    // Sent again, it is as it was: the same type, name and order.
    const { order_id } = known.properties ?? {};
    const order = order_id ? `&properties.order_id=${encodeURIComponent(order_id)}` : '';
    expect((await send(known.messageId, known.event, order)).statusCode).toBe(200);
    expect((await send('a new one', 'new')).statusCode).toBe(200);
    expect((await storedEvents(it))[0]).toMatchObject({ messageId: 'a new one', event: 'new' });
    expect((await get('/status')).events_stored).toBe(before + 1);
    const { name: username, password } = kept.user;
    const answer = await call('POST', '/auth', { auth: { username, password } }, '');
    expect(answer.statusCode).toBe(200);
    expect((await call('GET', '/accounts', undefined, answer.json().response.token)).statusCode).toBe(200);
  });

  it('has a page for each entry of its list, and an entry for each page', () => {
    expect(readdirSync(join(keptFolder(version), 'pages')).sort()).toEqual(Object.keys(kept.pages).sort());
  });

  it('has its script served for ever, byte for byte, as the hashes of its pages have it', async () => {
    const { app } = await opened();
    const script = readFileSync(join(DIST, 'versions', `tgp@${version}.js`));
    const hash = `sha384-${createHash('sha384').update(script).digest('base64')}`;
    for (const page of ['script-integrity.html', 'javascript-integrity.html'])
      expect(readPage(version, page, '')).toContain(hash);
    const answer = await app.inject(`/tgp@${version}.js`);
    expect(answer.statusCode).toBe(200);
    expect(answer.rawPayload.equals(script)).toBe(true);
  });
});
