import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { heldMemory, inspected } from '../support/heldMemory.ts';
import { rawConnection } from '../support/rawRequest.ts';
import { type Running, running } from '../support/running.ts';
import { canSlowSync, slowDisk } from '../support/slowDisk.ts';

const SYNC_MS = 50;

/** How long a call took, in ms. */
async function timed(call: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await call();
  return performance.now() - start;
}

/** How many commits there were. */
async function commits({ origin, token }: Running): Promise<number> {
  const answer = await fetch(`${origin}/metrics`, { headers: { authorization: `Bearer ${token}` } });
  return Number(/^tgp_commit_duration_seconds_count (\d+)$/m.exec(await answer.text())![1]);
}

/**
 * More beacons than may wait, all at once: each of so many connections sends its own ahead of their answers. Gives
 * the statuses that came back, and the headers of the refused.
 */
async function overload(it: Running, connections: number, each: (at: number) => string[]) {
  const texts = await Promise.all(
    Array.from({ length: connections }, async (_, at) => {
      const requests = each(at);
      const connection = rawConnection(it.origin, requests.join(''));
      const text = await connection.answers(requests.length);
      connection.socket.destroy();
      return text;
    }),
  );
  const answers = texts.join('').split('HTTP/1.1 ').slice(1);
  return {
    stored: answers.filter(answer => answer.startsWith('200')),
    refused: answers.filter(answer => answer.startsWith('503')),
    answers,
  };
}

describe.skipIf(!canSlowSync)('a disk that takes long for each sync (needs cc)', () => {
  it('makes answers slower and nothing else, and one sync serves all that wait', async () => {
    const it = await running({ env: slowDisk(SYNC_MS) });
    const one = await timed(() => it.beacon('messageId=one'));
    expect(one).toBeGreaterThan(SYNC_MS);
    const before = await commits(it);
    const statuses: number[] = [];
    const send = async (at: number) => void statuses.push((await it.beacon(`messageId=m${at}`)).status);
    const many = await timed(() => Promise.all(Array.from({ length: 200 }, (_, at) => send(at))));
    expect(statuses.filter(status => status === 200)).toHaveLength(200);
    expect((await commits(it)) - before).toBeLessThan(100);
    expect(await it.status()).toMatchObject({ events_stored: 201, queue_length: 0 });
    expect((await it.status()).last_commit_ms).toBeGreaterThan(SYNC_MS);
    console.log(
      `a sync of ${SYNC_MS} ms more: one beacon ${one.toFixed(0)} ms, 200 at once ${many.toFixed(0)} ms`,
    );
  });

  it('refuses what is past the queue, keeps what it took, and reads go on', async () => {
    // So slow that senders on the same processor are faster, however busy it is.
    const it = await running({ env: slowDisk(8 * SYNC_MS) });
    let id = 0;
    const track = () => `GET ${it.path(`messageId=m${id++}`)} HTTP/1.1\r\nHost: x\r\n\r\n`;
    const burst = () => overload(it, 300, () => Array.from({ length: 100 }, track));
    let isOver = false;
    const reads: number[] = [];
    const read = async () => {
      while (!isOver) {
        reads.push(await timed(() => it.status()));
        expect((await it.status()).queue_length).toBeLessThanOrEqual(10_000);
      }
    };
    const [{ stored, refused, answers }] = await Promise.all([
      burst().finally(() => {
        isOver = true;
      }),
      read(),
    ]);
    expect(answers).toHaveLength(30_000);
    expect(stored.length + refused.length).toBe(30_000);
    expect(refused.length).toBeGreaterThan(0);
    const REFUSED = /\r\nretry-after: 5\r\n[\s\S]*not stored, send it again: the queue is full/;
    expect(refused.filter(answer => !REFUSED.test(answer) || answer.includes('GIF'))).toEqual([]);
    expect((await it.status()).events_stored).toBe(stored.length);
    // One line for each second and twenty refusals in it, however many there were.
    expect(it.err.split('\n').length).toBeLessThan(30 * 21);
    console.log(
      `30,000 at once: ${stored.length} stored, ${refused.length} refused; ${reads.length} reads, ` +
        `the slowest ${Math.max(...reads).toFixed(0)} ms`,
    );
  });

  it('holds no more memory however long the overload lasts, with small and with large events', async () => {
    const it = await running({ env: { ...slowDisk(SYNC_MS), ...inspected } });
    let id = 0;
    const small = () => `GET ${it.path(`messageId=m${id++}`)} HTTP/1.1\r\nHost: x\r\n\r\n`;
    const large = () => {
      const body = `messageId=m${id++}&properties.a=${'x'.repeat(400_000)}`;
      return `POST ${it.path('')} HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    };
    const seen: number[] = [];
    const rounds = 4;
    for (let at = 0; at < rounds; at++) {
      await overload(it, 120, () => Array.from({ length: 100 }, small));
      const { answers, refused } = await overload(it, 60, () => [large()]);
      expect(answers).toHaveLength(60);
      expect(refused.length).toBeGreaterThan(0);
      seen.push(await heldMemory(it));
    }
    console.log(
      `held after each of ${rounds} overloads: ${seen.map(mb => mb.toFixed(0)).join(', ')} MB, ` +
        `${it.memory().toFixed(0)} MB with garbage`,
    );
    // Kept, the 24 MB of events and the 12,000 requests of one overload would be 100 MB more.
    expect(seen.at(-1)).toBeLessThan(seen[0]! + 20);
  });
});

describe('a locked database', () => {
  it('is a 503 for beacons and a delay for reads, and stores again once it is free', async () => {
    const it = await running();
    const other = new DatabaseSync(join(it.data, 'tgp.db'));
    other.exec('BEGIN IMMEDIATE');
    const statuses = await Promise.all(
      Array.from({ length: 100 }, async (_, at) => (await it.beacon(`messageId=m${at}`)).status),
    );
    expect(new Set(statuses)).toEqual(new Set([503]));
    const answer = await it.beacon('messageId=m0');
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(await answer.text()).toBe('not stored, send it again: database is locked');
    const headers = { authorization: `Bearer ${it.token}` };
    for (const path of ['/status', '/events', '/counts', '/accounts'])
      expect((await fetch(it.origin + path, { headers })).status, path).toBe(200);
    other.exec('COMMIT');
    other.close();
    expect((await it.beacon('messageId=m0')).status).toBe(200);
    expect((await it.status()).events_stored).toBe(1);
  });
});
