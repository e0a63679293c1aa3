import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tempDir } from '../support/collector.ts';
import { startCollector } from '../support/command.ts';
import { freePort, hasProgram, openProxy, type ProxyKind, type ProxyPlace, SITE } from '../support/proxy.ts';

const HOSTS = { 'own-host': 'collect.example.com', 'under-path': 'shop.example' };
const PATHS = { 'own-host': '', 'under-path': '/data' };
const TOKEN = 'tgp_owner-of-the-proxied';
const USER = { name: 'ed', password: 'correct horse', role: 'editor', accounts: ['acme'] };

/** A collector in a process of its own behind a proxy in another, as the page of the docs has them. */
async function behind(kind: ProxyKind, place: ProxyPlace) {
  const ports: [number, number] = [await freePort(), await freePort()];
  const host = `${HOSTS[place]}:${ports[0]}`;
  const base = `https://${host}${PATHS[place]}`;
  const collector = await startCollector(
    tempDir(),
    ['--public-url', `${base}/`, '--trust-proxy', 'loopback', '--no-demo'],
    { TGP_ADMIN_TOKEN: TOKEN },
  );
  const proxy = await openProxy(kind, place, { to: Number(new URL(collector.origin).port), ports });
  onTestFinished(() => proxy.close());

  const open = async (path: string, { method = 'GET', body, ...headers }: Record<string, unknown> = {}) => {
    const sent = request({
      host: '127.0.0.1',
      port: proxy.port,
      servername: HOSTS[place],
      rejectUnauthorized: false,
      method: method as string,
      path,
      agent: false,
      headers: { host, ...(body ? { 'content-type': 'application/json' } : {}), ...headers } as never,
    });
    sent.end(body && JSON.stringify(body));
    onTestFinished(() => void sent.destroy());
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    return answer.setEncoding('utf8');
  };
  const ask = async (path: string, more: Record<string, unknown> = {}) => {
    const answer = await open(path, more);
    const text = (await answer.toArray()).join('');
    return { status: answer.statusCode!, headers: answer.headers, text };
  };
  const authorization = `Bearer ${TOKEN}`;
  const below = (path: string, more: Record<string, unknown> = {}) => ask(PATHS[place] + path, more);
  const call = async (method: string, path: string, body?: object) => {
    const answer = await below(path, { method, body, authorization });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return JSON.parse(answer.text);
  };
  await call('POST', '/accounts', { id: 'acme', name: 'Acme' });
  const tag = await call('POST', '/accounts/acme/tags', { name: 'Shop', domain: 'shop.example' });
  return { base, host, open, ask, below, call, tag, authorization, prefix: PATHS[place] };
}

const CASES = (['nginx', 'caddy'] as const).flatMap(kind =>
  (['own-host', 'under-path'] as const).map(place => [kind, place] as const),
);
const has = { nginx: hasProgram('nginx', 'nginx-light'), caddy: hasProgram('caddy', 'caddy') };

for (const [kind, place] of CASES) {
  describe.skipIf(!has[kind])(`behind ${kind}, ${place}`, () => {
    it('there are the console and the tag, with links that lead back, and log-ins for that path alone', async () => {
      const { base, host, below, ask, tag, call, prefix } = await behind(kind, place);
      const shown = await below('/');
      expect(shown.status).toBe(200);
      expect(shown.headers['content-security-policy']).toContain(`script-src ${base}/main.js`);
      for (const path of ['/main.js', '/style.css', '/tgp.js', `/tgp/${tag.write_key}.js`])
        expect([path, (await below(path)).status]).toEqual([path, 200]);
      const pixel = await call('POST', '/saved-pixels?account_id=acme', {
        name: 'P',
        config: { type: 'pageview' },
      });
      const code = await call('GET', `/saved-pixels/${pixel.data.id}/code?account_id=acme`);
      expect(JSON.stringify(code)).toContain(`${base}/${tag.path}/${tag.write_key}.js`);
      await call('POST', '/users', USER);
      const page = { origin: `https://${host}`, 'sec-fetch-site': 'same-origin' };
      const { name, password } = USER;
      const answer = await below('/session', { method: 'POST', body: { name, password }, ...page });
      expect(answer.status).toBe(204);
      const set = answer.headers['set-cookie']![0]!;
      expect(set).toMatch(/; Secure$/);
      expect(set).toContain(`; Path=${prefix}/;`);
      const who = await below('/session', { cookie: set.split(';')[0], ...page });
      expect(JSON.parse(who.text).actor.id).toBe('ed');
      if (place === 'own-host') return;
      expect((await ask('/')).text).toBe(SITE);
      const { status, headers } = await ask('/data');
      expect([status, new URL(headers.location!, base).href]).toEqual([308, `${base}/`]);
    });

    it('beacons are stored, the longest too, and shown as they are', async () => {
      const { open, below, tag, call, authorization, prefix } = await behind(kind, place);
      const query = `writeKey=${tag.write_key}&anonymousId=a`;
      const long = `/pixel/v1/track?${query}&event=`.padEnd(7990, 'x');
      for (const path of [`/pixel/v1/page?${query}`, `/${tag.path}/e?${query}&event=own`, long])
        expect((await below(path)).status).toBe(200);
      expect((await call('GET', '/events')).events).toHaveLength(3);
      const stream = await open(`${prefix}/events/stream`, { authorization });
      const read = stream[Symbol.asyncIterator]();
      let text: string = (await read.next()).value;
      await below(`/pixel/v1/track?writeKey=${tag.write_key}&anonymousId=a&event=Seen`);
      while (!text.includes('"Seen"')) text += (await read.next()).value;
      expect(stream.headers['content-type']).toContain('text/event-stream');
    });
  });
}
