import { expect, it } from 'vitest';
import { makeLogger } from '../../../src/server/cli/logger.ts';
import { refusalLog } from '../../../src/server/collect/refusalLog.ts';
import { Away, NotStored } from '../../../src/server/store/errors.ts';
import { collector } from '../../support/collector.ts';

it('leaves one line in the log, with its reason, and a flood of them leaves few', async () => {
  const lines: string[] = [];
  const it = await collector({ logger: makeLogger('warn', { write: line => void lines.push(line) }) });
  await it.app.inject({
    url: '/pixel/v1/page?writeKey=k&userId=u',
    headers: { authorization: 'Bearer secret' },
  });
  expect(lines.map(line => JSON.parse(line))).toMatchObject([
    { level: 40, route: '/pixel/v1/page', status: 401, reason: 'invalid write key', writeKey: 'k' },
  ]);
  expect(lines[0]).not.toMatch(/secret|127\.0\.0\.1/);
  for (let at = 0; at < 100; at++) await it.app.inject('/pixel/v1/page?userId=u');
  expect(lines).toHaveLength(20);
  it.clock.now += 1000;
  await it.app.inject('/pixel/v1/page?userId=u');
  expect(JSON.parse(lines[20]!)).toMatchObject({ unsaid: 81 });
});

it('tells what a store that is away says, once and without a stack: a full disk gets no more of them than it must', () => {
  const lines: string[] = [];
  const log = refusalLog(makeLogger('warn', { write: line => void lines.push(line) }) as never, () => 0);
  const refuse = (err: Error) =>
    log({ route: '/px', method: 'GET', status: 503, reason: `not stored: ${err.message}`, err });
  const disk = new Away("the store's disk is full", { cause: new Error('database or disk is full') });
  refuse(new NotStored(disk.message, { cause: disk }));
  const moved = new Away('moved to db1');
  refuse(new NotStored(moved.message, { cause: moved }));
  refuse(new TypeError('a mistake of ours'));
  const [full, away, wrong] = lines.map(line => JSON.parse(line));
  expect(full).toMatchObject({
    reason: "not stored: the store's disk is full",
    why: 'database or disk is full',
  });
  expect(full).not.toHaveProperty('err');
  expect(away).not.toHaveProperty('why');
  expect(lines[0]!.length).toBeLessThan(400);
  expect(wrong.err).toMatchObject({
    type: 'TypeError',
    stack: expect.stringContaining('refusalLog.test.ts'),
  });
});
