import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { collector, storedEvents as stored } from '../../support/collector.ts';

describe('a store that fails', () => {
  it('is a 503 without an image, and the next beacon is stored once it works again', async () => {
    const it = await collector({}, { busyMs: 1 });
    const other = new DatabaseSync(join(it.folder, 'tgp.db'));
    other.exec('BEGIN EXCLUSIVE');
    const refused = await Promise.all([it.beacon('event=E&messageId=m1'), it.beacon('event=E&messageId=m2')]);
    for (const answer of refused) {
      expect(answer.statusCode).toBe(503);
      expect(answer.headers).toMatchObject({
        'retry-after': '5',
        'content-type': 'text/plain; charset=utf-8',
      });
      expect(answer.body).toMatch(/^not stored, send it again: /);
    }
    other.exec('COMMIT');
    other.close();
    expect((await it.beacon('event=E&messageId=m1')).statusCode).toBe(200);
    expect(await stored(it)).toMatchObject([{ messageId: 'm1' }]);
    expect((await it.call('GET', '/counts')).json().counts).toMatchObject([{ count: 1 }]);
  });

  it('is a 503 where the queue is full', async () => {
    const it = await collector({}, { queueLimit: 3 });
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, at) => it.beacon(`event=E&messageId=${at}`)),
    );
    const statuses = answers.map(({ statusCode }) => statusCode).sort();
    expect(statuses).toEqual([200, 200, 200, 503, 503]);
    expect(await stored(it)).toHaveLength(3);
  });
});
