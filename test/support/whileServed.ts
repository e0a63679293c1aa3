import { expect } from 'vitest';
import { rawRequest } from './rawRequest.ts';
import type { Running } from './running.ts';

/** How long a well-behaved client waits for its answer, in ms: as long as the tests' machine may be busy too. */
const DEADLINE_MS = 20_000;

let sent = 0;

/**
 * What an attack gives, while a well-behaved client sends one beacon after the other, each over a connection of its
 * own, and at least three: every one of them must be answered with 200 in time.
 */
export async function whileServed<Result>(
  it: Running,
  attack: () => Promise<Result>,
): Promise<{ result: Result; latencies: number[] }> {
  let isOver = false;
  const latencies: number[] = [];
  const serve = async () => {
    while (!isOver || latencies.length < 3) {
      const start = performance.now();
      const head = `GET ${it.path(`messageId=served${sent++}`)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
      expect(await rawRequest(it.origin, head)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
      latencies.push(performance.now() - start);
    }
  };
  const over = attack().finally(() => {
    isOver = true;
  });
  const [result] = await Promise.all([over, serve()]);
  latencies.sort((a, b) => a - b);
  expect(latencies.at(-1)).toBeLessThan(DEADLINE_MS);
  return { result, latencies };
}
