import { expect, it } from 'vitest';
import { tempDir } from '../support/collector.ts';
import { startCollector } from '../support/command.ts';
import { running } from '../support/running.ts';

it('stores no more than it may: a 503 in the form of each API, named in the status, until there is room', async () => {
  const data = tempDir();
  const it = await running({ data, env: { TGP_MAX_STORE: '2MB' } });
  const text = 'x'.repeat(40_000);
  const statuses: number[] = [];
  while (statuses.at(-1) !== 503 && statuses.length < 200) {
    const answer = await it.beacon(`messageId=m${statuses.length}&properties.a=${text}`);
    statuses.push(answer.status);
    const said = await answer.text();
    if (answer.status !== 503) continue;
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(said).toBe('not stored, send it again: the store is full: it may hold 2 MB (--max-store)');
  }
  expect(statuses.at(-1)).toBe(503);
  expect(statuses.length).toBeGreaterThan(10);
  expect((await it.beacon('messageId=small')).status).toBe(503);
  expect(await it.status()).toMatchObject({
    storing: false,
    max_store_bytes: 2_000_000,
    events_stored: statuses.length - 1,
  });

  const call = (method: string, path: string, body?: object) =>
    fetch(it.origin + path, {
      method,
      headers: { authorization: `Bearer ${it.token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  const account = await call('POST', '/accounts', { id: 'more', name: 'More' });
  expect([account.status, await account.json()]).toMatchObject([503, { error: { code: 'unavailable' } }]);
  const pixel = await call('POST', '/pixel?advertiser_code=demo', { pixel: { name: 'Order' } });
  expect([pixel.status, (await pixel.json()).response.error_code]).toEqual([503, 'UNAVAILABLE']);
  // Whoever makes room can.
  const token = await call('POST', '/tokens', { name: 'T', scope: 'write', accounts: '*' });
  expect(token.status).toBe(201);
  expect((await call('PATCH', `/accounts/demo/tags/${it.writeKey}`, { retention_days: 2 })).status).toBe(200);
  expect((await call('GET', '/events?limit=500')).status).toBe(200);

  it.process.kill('SIGTERM');
  await it.exit;
  const roomy = await startCollector(data, ['--max-store', '1GB'], { TGP_ADMIN_TOKEN: it.token });
  expect((await fetch(roomy.origin + it.path('messageId=small'))).status).toBe(200);
});
