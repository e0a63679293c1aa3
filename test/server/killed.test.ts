import { cpSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { SqliteStore } from '../../src/server/sqlite/sqliteStore.ts';
import { tempDir } from '../support/collector.ts';
import { type Running, running } from '../support/running.ts';

const KILLS = 50;
const SENDERS = 32;

/** Whole numbers below `limit`, the same in each run: a failure can be had again, as far as the machine allows. */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return limit => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

async function ask(it: Running, method: string, path: string, body: object) {
  const headers = { authorization: `Bearer ${it.token}`, 'content-type': 'application/json' };
  const answer = await fetch(it.origin + path, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** A beacon for each id: landings by click, orders that repeat, fires of a conversion pixel, and plain events. */
function beaconOf(it: Running, pixelId: number, id: number): string {
  const visitor = `anonymousId=v${id % 13}&messageId=m${id}`;
  const wire = `/pixel/v1/track?writeKey=${it.writeKey}&${visitor}`;
  if (id % 4 === 0)
    return `/pixel/v1/page?writeKey=${it.writeKey}&${visitor}&context.campaign.gclid=g${id % 7}`;
  if (id % 4 === 1) return `${wire}&event=purchase&properties.revenue=5&properties.order_id=o${id % 29}`;
  if (id % 4 === 2) return `/px?id=${pixelId}&${visitor}&value=2.5`;
  return `${wire}&event=E`;
}

/** The status, or undefined where no whole answer came. */
const statusOf = (url: string, agent: Agent): Promise<number | undefined> =>
  new Promise(resolve => {
    const lost = () => resolve(undefined);
    const sent = request(url, { agent }, answer => {
      answer.on('error', lost).on('end', () => resolve(answer.statusCode));
      answer.resume();
    });
    sent.on('error', lost).end();
  });

/** A copy to look into: the collector itself must find its data as the kill left it. */
function copyOf(data: string): string {
  const copy = join(tempDir(), 'data');
  cpSync(data, copy, { recursive: true });
  return copy;
}

/** What is wrong with a copy. */
async function problemsOf(copy: string, ledger: Set<number>): Promise<string[]> {
  const db = new DatabaseSync(join(copy, 'tgp.db'));
  const all = (sql: string) => db.prepare(sql).all();
  const ids = all('SELECT message_id FROM events').map(row => Number(String(row.message_id).slice(1)));
  const stored = new Set(ids);
  const [counted] = all('SELECT coalesce(sum(count), 0) AS n FROM counts');
  const [integrity] = all('PRAGMA integrity_check');
  db.close();
  const store = new SqliteStore(join(copy, 'tgp.db'));
  const rebuilt = (await store.rebuild()).tables.filter(({ changed }) => changed);
  await store.close();
  rmSync(copy, { recursive: true });
  return [
    ...[...ledger].filter(id => !stored.has(id)).map(id => `m${id} is missing`),
    ...(stored.size === ids.length ? [] : [`${ids.length - stored.size} are there twice`]),
    ...(counted!.n === ids.length ? [] : [`${ids.length} events, ${counted!.n} counted`]),
    ...(integrity!.integrity_check === 'ok' ? [] : [`integrity: ${integrity!.integrity_check}`]),
    ...rebuilt.map(({ name, changed }) => `${name}: a rebuild changes ${changed}`),
  ];
}

it(`loses and doubles nothing it acknowledged in ${KILLS} kills under load`, {
  timeout: 600_000,
}, async () => {
  const draw = numbers(20261121);
  const data = tempDir();
  let it = await running({ data });
  // Stopped once, for what Node compiled to be kept for the many starts to come.
  it.process.kill('SIGTERM');
  expect(await it.exit).toBe(0);
  it = await running({ data });
  const pixel = await ask(it, 'POST', '/pixel?advertiser_code=demo', {
    pixel: { name: 'Order', pixel_conversion_event_id: 7, min_minutes_per_conv: 0 },
  });
  const pixelId: number = pixel.response.pixel.id;
  const ledger = new Set<number>();
  const again: number[] = [];
  let sent = 0;
  let resent = 0;

  /** Sends until the collector is killed: after so many answers, or with so many beacons on their way. */
  async function round(): Promise<void> {
    const agent = new Agent({ keepAlive: true });
    const limits = draw(2) ? { answers: 1 + draw(300) } : { beacons: 1 + draw(300) };
    const seen = { answers: 0, beacons: 0 };
    let isDead = false;
    const count = (what: keyof typeof seen) => {
      if (++seen[what] !== limits[what]) return;
      isDead = true;
      it.process.kill('SIGKILL');
    };
    const sender = async () => {
      while (!isDead) {
        const id = again.pop() ?? (draw(10) && sent ? sent++ : draw(sent || ++sent));
        if (ledger.has(id)) resent++;
        const status = statusOf(it.origin + beaconOf(it, pixelId, id), agent);
        count('beacons');
        if ((await status) === 200) {
          ledger.add(id);
          count('answers');
        } else if (!ledger.has(id)) again.push(id);
      }
    };
    await Promise.all(Array.from({ length: SENDERS }, sender));
    agent.destroy();
    expect(await it.exit).toBeNull();
    expect(it.err).toBe('');
  }

  for (let kill = 1; kill <= KILLS; kill++) {
    await round();
    const copy = copyOf(data);
    const next = running({ data });
    expect(await problemsOf(copy, ledger), `after kill ${kill}`).toEqual([]);
    it = await next;
  }
  const unanswered = again.length;
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  for (const id of again.splice(0)) {
    expect(await statusOf(it.origin + beaconOf(it, pixelId, id), agent)).toBe(200);
    ledger.add(id);
  }
  it.process.kill('SIGTERM');
  expect(await it.exit).toBe(0);
  expect(await problemsOf(copyOf(data), ledger)).toEqual([]);
  const db = new DatabaseSync(join(data, 'tgp.db'));
  const count = (table: string) => db.prepare(`SELECT count(*) AS n FROM ${table}`).get()!.n as number;
  expect(count('events')).toBe(ledger.size);
  expect(count('touches')).toBeGreaterThan(0);
  expect(count('conversions')).toBeGreaterThan(0);
  console.log(
    `${KILLS} kills: ${ledger.size} acknowledged, ${unanswered} of them after the last, ${resent} sent again though ` +
      `acknowledged, ${count('touches')} touches, ${count('conversions')} conversions`,
  );
  db.close();
});
