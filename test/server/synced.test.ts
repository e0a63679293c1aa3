import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempDir } from '../support/collector.ts';
import { rawConnection } from '../support/rawRequest.ts';
import { running } from '../support/running.ts';
import { type Call, canTrace, readTrace, tracing } from '../support/trace.ts';

/** The ids that were acknowledged, and those of them that were so before their data was written and synced. */
function acknowledgements(calls: Call[]): { acknowledged: string[]; early: string[] } {
  const asked = new Map<string, string[]>();
  const written = new Set<string>();
  const synced = new Set<string>();
  const acknowledged: string[] = [];
  const early: string[] = [];
  let isSynced = true;
  for (const { name, file, text } of calls) {
    const ids = text.match(/sync-\d{4}/g) ?? [];
    if (file.endsWith('-wal')) {
      if (name.startsWith('pwrite')) {
        isSynced = false;
        for (const id of ids) written.add(id);
      } else if (/sync$/.test(name) && text.endsWith(' = 0')) {
        isSynced = true;
        for (const id of written) synced.add(id);
      }
    } else if (file.startsWith('socket:') && name === 'read') {
      asked.set(file, [...(asked.get(file) ?? []), ...ids]);
    } else if (file.startsWith('socket:')) {
      for (const [answer] of text.matchAll(/HTTP\/1\.1 \d+/g)) {
        const id = asked.get(file)?.shift();
        if (!id || answer !== 'HTTP/1.1 200') continue;
        acknowledged.push(id);
        if (!isSynced || !synced.has(id)) early.push(id);
      }
    }
  }
  return { acknowledged, early };
}

describe.skipIf(!canTrace)('an acknowledged beacon (needs strace)', () => {
  it('was written to the log and synced before the first byte of its answer', async () => {
    const file = join(tempDir(), 'calls');
    const { origin, path, beacon, exit, process } = await running({ before: tracing(file) });
    let count = 0;
    const next = () => `messageId=sync-${String(++count).padStart(4, '0')}`;
    const get = (rest: string) => `GET ${path(rest)} HTTP/1.1\r\nHost: x\r\n\r\n`;
    const post = (body: string) =>
      `POST ${path('')} HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

    for (let at = 0; at < 20; at++) expect((await beacon(next())).status).toBe(200);
    const together = await Promise.all(Array.from({ length: 60 }, () => beacon(next())));
    expect(together.every(({ status }) => status === 200)).toBe(true);
    const kept = rawConnection(origin);
    for (let at = 1; at <= 10; at++) {
      kept.socket.write(at % 2 ? get(next()) : post(next()));
      await kept.answers(at);
    }
    const again = next();
    const pipelined = await Promise.all(
      Array.from({ length: 10 }, () => {
        const connection = rawConnection(origin, get(next()) + get(next()) + get(again) + post(next()));
        return connection.answers(4).finally(() => connection.socket.destroy());
      }),
    );
    expect(pipelined.join('').match(/HTTP\/1\.1 200/g)).toHaveLength(40);
    kept.socket.destroy();
    process.kill('SIGTERM');
    expect(await exit).toBe(0);

    const calls = readTrace(file);
    const { acknowledged, early } = acknowledgements(calls);
    expect(acknowledged).toHaveLength(20 + 60 + 10 + 40);
    expect(new Set(acknowledged).size).toBe(count);
    expect(early).toEqual([]);
    // The same trace without its syncs: the check would have seen it.
    const unsynced = acknowledgements(calls.filter(({ name }) => !/sync$/.test(name)));
    expect(unsynced.early).toEqual(acknowledged);
  });
});
