import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { rawConnection, rawRequest } from '../support/rawRequest.ts';
import { type Running, running } from '../support/running.ts';
import { canSlowSync, slowDisk } from '../support/slowDisk.ts';

const MAX_STOP_MS = 5000;

/** Sends SIGTERM and gives how long the stop took, in ms; fails where it did not end with 0. */
async function stop({ process, exit }: Running): Promise<number> {
  const start = performance.now();
  process.kill('SIGTERM');
  expect(await exit).toBe(0);
  return performance.now() - start;
}

const storedIn = (data: string): string[] => {
  const db = new DatabaseSync(join(data, 'tgp.db'));
  const rows = db.prepare('SELECT message_id FROM events ORDER BY message_id').all();
  db.close();
  return rows.map(({ message_id }) => message_id as string);
};

it('stops within 5 s and with 0, whoever is still connected, and keeps what it answered', async () => {
  const it = await running();
  const get = (rest: string) => `GET ${it.path(rest)} HTTP/1.1\r\nHost: x\r\n`;
  const silent = rawConnection(it.origin);
  await once(silent.socket, 'connect');
  const kept = rawConnection(it.origin, `${get('messageId=m1')}\r\n`);
  const slowHead = rawConnection(it.origin, get('messageId=never1'));
  const slowBody = rawConnection(
    it.origin,
    `POST ${it.path('messageId=never2')} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nproperties`,
  );
  const stream = await fetch(`${it.origin}/events/stream`, {
    headers: { authorization: `Bearer ${it.token}` },
  });
  const deaf = rawConnection(
    it.origin,
    `GET /events/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${it.token}\r\n\r\n`,
  );
  await Promise.all([kept.answers(1), deaf.answers(1)]);
  deaf.socket.pause();
  // Whoever dribbles goes on doing so.
  const dribble = setInterval(() => {
    slowHead.socket.write('X-A: b\r\n');
    slowBody.socket.write('a');
  }, 50);
  expect((await it.beacon('messageId=m2')).status).toBe(200);
  const took = await stop(it);
  clearInterval(dribble);
  deaf.socket.destroy();
  expect(took).toBeLessThan(MAX_STOP_MS);
  expect(await stream.text()).toMatch(/^: open\n\n/);
  expect([slowHead.text, slowBody.text, await silent.end]).toEqual(['', '', '']);
  expect((await kept.end).match(/HTTP\/1\.1 200/g)).toHaveLength(1);
  await expect(rawRequest(it.origin, `${get('messageId=late')}\r\n`)).resolves.toBe('');
  expect(storedIn(it.data)).toEqual(['m1', 'm2']);
  expect(it.err).toBe('');
  console.log(`stopped in ${took.toFixed(0)} ms with slow clients`);
});

it('is quick where nobody is slow', async () => {
  const it = await running();
  const kept = rawConnection(it.origin, `GET ${it.path('messageId=m1')} HTTP/1.1\r\nHost: x\r\n\r\n`);
  await kept.answers(1);
  // Half of what slow clients are waited for.
  expect(await stop(it)).toBeLessThan(1000);
});

it.skipIf(!canSlowSync)('answers what it has during a slow commit (needs cc)', async () => {
  const it = await running({ env: slowDisk(300) });
  const send = async (at: number) => {
    const answer = await it.beacon(`messageId=m${String(at).padStart(3, '0')}`).catch(() => undefined);
    return answer?.status === 200 ? [`m${String(at).padStart(3, '0')}`] : [];
  };
  const first = send(0);
  const others = Array.from({ length: 100 }, (_, at) => send(at + 1));
  await first;
  const took = await stop(it);
  const acknowledged = (await Promise.all([first, ...others])).flat().sort();
  expect(took).toBeLessThan(MAX_STOP_MS);
  expect(storedIn(it.data)).toEqual(acknowledged);
  expect(acknowledged.length).toBeGreaterThan(0);
  console.log(
    `stopped in ${took.toFixed(0)} ms amid syncs of 300 ms, ${acknowledged.length} of 101 acknowledged`,
  );
});
