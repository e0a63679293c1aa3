import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempDir } from '../support/collector.ts';
import { getJson } from '../support/command.ts';
import { type Running, running } from '../support/running.ts';

/** A namespace of its own, in which any user may mount: gone with the collector. */
const mount = (folder: string, size: string) =>
  `exec unshare --user --map-root-user --mount sh -c 'mount -t tmpfs -o size=${size} tmpfs "${folder}" && exec "$0" "$@"' "$0" "$@";`;

const canMount = spawnSync('sh', ['-c', mount('/tmp', '1m'), 'true']).status === 0;

/** Takes all the room that is left on the collector's disk; returns the function that gives it back. */
function fill(it: Running): () => void {
  const path = join(`/proc/${it.process.pid}/root`, it.data, 'filler');
  const file = openSync(path, 'w');
  for (const size of [65536, 4096, 1]) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
  closeSync(file);
  return () => rmSync(path);
}

const send = (it: Running, method: string, path: string, body: object, token = it.token) =>
  fetch(it.origin + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const AWAY = /^the store can't do this now, send it again: .*disk is full/;

describe.skipIf(!canMount)('a disk without room (needs unshare and tmpfs)', () => {
  it('is a 503 for what would be stored; the rest goes on, and all of it as soon as there is room', async () => {
    const data = tempDir();
    const it = await running({ data, before: mount(data, '8m') });
    const business = (await getJson(`${it.origin}/accounts/demo`, it.token)).business_id;
    await send(it, 'POST', '/users', {
      name: 'ed',
      password: 'correct horse',
      role: 'editor',
      accounts: '*',
    });
    for (let at = 0; at < 5; at++) expect((await it.beacon(`messageId=before${at}`)).status).toBe(200);

    const giveBack = fill(it);
    const refused: Response[] = [];
    // Pages of the log that are there already may be written again.
    for (let at = 0; refused.length < 10 && at < 2000; at++) {
      const answer = await it.beacon(`messageId=full${at}&properties.a=${'x'.repeat(2000)}`);
      if (answer.status === 503) refused.push(answer);
      else expect(answer.status).toBe(200);
    }
    for (const answer of refused) {
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('5');
      expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(await answer.text()).toMatch(/^not stored, send it again: .*disk is full/);
    }
    const { events_stored } = await it.status();

    const saved = await send(it, 'POST', '/saved-pixels?account_id=demo', {
      name: 'P',
      config: { type: 'microconversion', conversion_type: 'signup' },
    });
    expect([saved.status, saved.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await saved.json()).toMatchObject({
      error: { code: 'unavailable', message: expect.stringMatching(AWAY) },
    });
    const inBusiness = await send(it, 'POST', `/businesses/${business}/pixels`, {
      name: 'P',
      domain: 'https://a.example',
    });
    expect([inBusiness.status, inBusiness.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await inBusiness.json()).toMatchObject({
      messages: [expect.stringMatching(AWAY)],
      error_codes: [{ code: 'UNAVAILABLE' }],
    });
    const event = await send(it, 'POST', '/api/pixel_events/', {
      account_id: 'demo',
      title: 'Buy',
      type: 'purchase',
    });
    expect([event.status, event.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await event.json()).toEqual({ detail: expect.stringMatching(AWAY), status_code: 503 });
    const conversion = await send(it, 'POST', '/pixel?advertiser_code=demo', {
      pixel: { name: 'Order', pixel_conversion_event_id: 7 },
    });
    expect([conversion.status, conversion.headers.get('retry-after')]).toEqual([503, '5']);
    expect((await conversion.json()).response).toMatchObject({
      error_id: 'SYSTEM',
      error_code: 'UNAVAILABLE',
      error: expect.stringMatching(AWAY),
    });
    const logIn = await send(it, 'POST', '/auth', { auth: { username: 'ed', password: 'correct horse' } });
    expect([logIn.status, (await logIn.json()).response.error_code]).toEqual([503, 'UNAVAILABLE']);

    for (const path of [
      '/events?limit=5',
      '/counts',
      '/accounts',
      '/conversions',
      '/pixel',
      '/status',
      '/tgp.js',
    ])
      expect(await fetch(it.origin + path, auth(it)), path).toMatchObject({ status: 200 });
    expect((await it.status()).events_stored).toBe(events_stored);

    giveBack();
    expect((await it.beacon('messageId=after')).status).toBe(200);
    expect((await send(it, 'POST', '/accounts', { id: 'acme', name: 'Acme' })).status).toBe(201);
    expect((await it.status()).events_stored).toBe(events_stored! + 1);
    const { counts } = await getJson(`${it.origin}/counts`, it.token);
    expect(counts[0].count).toBe(events_stored! + 1);
    it.process.kill('SIGTERM');
    expect(await it.exit).toBe(0);
  });
});

const auth = ({ token }: Running) => ({ headers: { authorization: `Bearer ${token}` } });
