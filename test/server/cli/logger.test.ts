import { expect, it } from 'vitest';
import { makeLogger } from '../../../src/server/cli/logger.ts';

it('writes of a request its method and nothing else, and of an error its stack', () => {
  const lines: string[] = [];
  const logger = makeLogger('info', { write: line => void lines.push(line) });
  const req = {
    method: 'GET',
    url: '/?userId=u',
    ip: '192.0.2.1',
    headers: { authorization: 'Bearer tgp_x' },
  };
  logger.info({ req, res: { headers: { 'set-cookie': 'x' } }, err: new Error('broken') }, 'text');
  logger.debug('below the level');
  expect(lines).toHaveLength(1);
  const { req: written, res, err, msg } = JSON.parse(lines[0]!);
  expect([written, res, msg]).toEqual([{ method: 'GET' }, undefined, 'text']);
  expect(err.stack).toMatch(/^Error: broken\n/);
});
