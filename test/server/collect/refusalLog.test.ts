import { expect, it } from 'vitest';
import { makeLogger } from '../../../src/server/cli/logger.ts';
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
