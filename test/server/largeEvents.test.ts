import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ADMIN, collector, ON_DISK } from '../support/collector.ts';
import { getJson } from '../support/command.ts';
import { rawConnection } from '../support/rawRequest.ts';
import { type Running, running } from '../support/running.ts';

const MB = 1024 * 1024;

/** Near the largest body that is taken. */
const SIZE = 500_000;

/** Bodies that grow: each character is more of them as JSON, or as UTF-8. */
const GROWING: [name: string, unit: string | Buffer][] = [
  ['control characters', '\u0001'],
  ['nulls', '\u0000'],
  ['line ends', '\n'],
  ['quotes', '"'],
  ['backslashes', '\\'],
  ['escaped line ends', '%0A'],
  ['half characters', '%ED%A0%80'],
  ['bytes that are no text', Buffer.from([0xff])],
  ['half characters as they are', Buffer.from([0xed, 0xa0, 0x80])],
  ['names of places', 'a.'],
  ['gaps', '&a.99='],
];

const TEXT = { 'content-type': 'text/plain' };

const bodyOf = (unit: string | Buffer): Buffer =>
  Buffer.concat([Buffer.from('properties.a='), Buffer.alloc(SIZE - 20, unit)]);

async function send(it: Running, id: string, body: Buffer): Promise<number> {
  const answer = await fetch(it.origin + it.path(`messageId=${id}`), {
    method: 'POST',
    headers: TEXT,
    body: new Uint8Array(body),
  });
  await answer.arrayBuffer();
  return answer.status;
}

/** What the data folder holds, in bytes. */
const onDisk = ({ data }: Running): number =>
  ['tgp.db', 'tgp.db-wal'].reduce((sum, name) => sum + statSync(join(data, name)).size, 0);

/** Sends bodies of one character; gives how much was sent, and how many events of it are stored. */
async function flood(it: Running, unit: string, count: number) {
  const body = bodyOf(unit);
  let stored = 0;
  for (let at = 0; at < count; at++) if ((await send(it, `m${at}`, body)) === 200) stored++;
  return { sent: count * body.length, stored };
}

describe('events whose JSON is longer than what came', () => {
  it.each(GROWING)('take no more room than what came: %s', async (_name, unit) => {
    const { app, store, writeKey } = await collector({}, ON_DISK);
    const before = store.status().bytes;
    const body = bodyOf(unit);
    for (let at = 0; at < 4; at++) {
      const url = `/pixel/v1/track?writeKey=${writeKey}&anonymousId=a&event=E&messageId=m${at}`;
      const { statusCode } = await app.inject({ method: 'POST', url, headers: TEXT, body });
      expect([200, 400, 413]).toContain(statusCode);
    }
    expect(store.status().bytes - before).toBeLessThan(1.2 * 4 * body.length);
  });

  it('take no more of the disk than what came', async () => {
    const it = await running({ inFile: true });
    const before = onDisk(it);
    const { sent } = await flood(it, '\u0001', 20);
    // What the log holds beside the pages is 4 MB at most between two checkpoints, and a body more.
    expect(onDisk(it) - before).toBeLessThan(1.2 * sent + 6 * MB);
  });

  it('come a page of some megabytes at a time, each with the cursor of the next', async () => {
    const it = await running();
    const { stored } = await flood(it, '\u0001', 12);
    expect(stored).toBe(12);
    const ids = new Set<string>();
    let pages = 0;
    for (let next: string | null = ''; next !== null; pages++) {
      const answer = await fetch(`${it.origin}/events?limit=200${next && `&cursor=${next}`}`, {
        headers: { authorization: `Bearer ${ADMIN}` },
      });
      expect(answer.status).toBe(200);
      const text = await answer.text();
      expect(text.length).toBeLessThan(8 * MB);
      const page = JSON.parse(text);
      for (const event of page.events) {
        ids.add(event.messageId);
        expect(event.properties.a).toBe('\u0001'.repeat(SIZE - 20));
      }
      next = page.next;
    }
    expect(ids.size).toBe(12);
    expect(pages).toBeGreaterThan(2);
  });

  it('are read by many who take nothing, and the collector holds little and serves others', async () => {
    const it = await running();
    await flood(it, '\u0001', 30);
    const head = `GET /events?limit=200 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${ADMIN}\r\n\r\n`;
    const readers = Array.from({ length: 40 }, () => {
      const reader = rawConnection(it.origin);
      reader.socket.pause();
      reader.socket.write(head.repeat(10));
      return reader;
    });
    // Each is one turn behind all that the readers asked.
    for (let at = 0; at < 20; at++) {
      expect((await it.beacon(`messageId=beside${at}`)).status).toBe(200);
      await getJson(`${it.origin}/events?limit=1`, ADMIN);
    }
    const memory = it.memory();
    for (const { socket } of readers) socket.destroy();
    console.log(`40 readers that take nothing: ${memory.toFixed(0)} MB`);
    expect(memory).toBeLessThan(400);
  });
});
